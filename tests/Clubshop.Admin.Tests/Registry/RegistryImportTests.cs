using System.Text;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Import;
using Clubshop.Admin.Input;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Staff.Matrix;
using static Clubshop.Admin.Tests.Registry.RegistryWorld;

namespace Clubshop.Admin.Tests.Registry;

public sealed class RegistryImportTests : IAsyncLifetime
{
    private const string Head = "sub,city,language,phone,opt_outs,clubs,device_id,platform,token,app_version\n";

    private readonly List<RegistryRowRefused> _refused = [];
    private RegistryWorld _world = null!;

    public async Task InitializeAsync() => _world = await RegistryWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task File_ImportedTwice_ChangesNothingTheSecondTime()
    {
        var file = Head
            + $"{Sub(1)},Pune,hi,98765 43210,sms,{_world.Club.Code},pixel,android,{Token(1)},3.2\n"
            + $"{Sub(1)},,,,,,spare,android,{Token(2)},3.2\n"
            + $"{Sub(2)},,,,push|sms,,,,,\n";

        Assert.Equal(new RegistryImported(2, 1, 0, 0), await RunAsync(file));
        Assert.Equal(new RegistryImported(0, 0, 3, 0), await RunAsync(file));

        var first = await _world.FindAsync(1);
        Assert.Equal(("Pune", "hi", "+919876543210", 2), (first.City, first.Language, first.Phone, first.Devices.Count));
        Assert.Equal([Channel.Push, Channel.Sms], (await _world.FindAsync(2)).OptOuts.Order());
        Assert.Equal([Sub(1)], await _world.FollowersAsync(new(FollowKind.Club, _world.Club.Id)));
    }

    [Theory]
    [InlineData("push,sms")]
    [InlineData("-1")]
    [InlineData("1")]
    public async Task OptOuts_ThatAreNotNamed_AreRefused(string cell)
    {
        Assert.Equal(new RegistryImported(1, 0, 0, 1), await RunAsync(Head + $"{Sub(1)},,,,\"{cell}\",,,,,\n{Sub(2)},Pune,,,,,,,,\n"));
        Assert.Equal("opt_outs", Assert.Single(_refused).Column);
    }

    [Fact]
    public async Task Row_ThatDynamoDbRefuses_IsRefusedAlone_WithAReference()
    {
        var writes = 0;
        _world.Catalog.Faults.Decide = (_, operation) =>
            operation is "PutItem" or "UpdateItem" or "TransactWriteItems" && Interlocked.Increment(ref writes) == 2 ? Storage.Fault.Invalid : Storage.Fault.None; // the first is the audit entry

        Assert.Equal(new RegistryImported(2, 0, 0, 1), await RunAsync(Head + $"{Sub(1)},Pune,,,,,,,,\n{Sub(2)},Pune,,,,,,,,\n{Sub(3)},Pune,,,,,,,,\n"));
        Assert.StartsWith("The portal failed at this row and left it out", Assert.Single(_refused).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Codes_InAnotherCase_AreFollowed()
    {
        Assert.Equal(new RegistryImported(1, 0, 0, 0), await RunAsync(Head + $"{Sub(1)},,,,,{_world.Club.Code.ToUpperInvariant()},,,,\n"));
        Assert.Equal([Sub(1)], await _world.FollowersAsync(new(FollowKind.Club, _world.Club.Id)));
    }

    [Fact]
    public async Task EmptyCells_OfARow_RemoveNothing()
    {
        await RunAsync(Head + $"{Sub(1)},Pune,hi,+919876543210,sms,{_world.Club.Code},pixel,android,{Token(1)},3.2\n");

        await RunAsync(Head + $"{Sub(1)},,,,,,,,,\n");

        var kept = await _world.FindAsync(1);
        Assert.Equal(("Pune", "+919876543210"), (kept.City, kept.Phone));
        Assert.False(kept.Wants(Channel.Sms));
        Assert.Single(await _world.Reader.FollowsAsync(Sub(1), CancellationToken.None));
    }

    [Fact]
    public async Task InvalidCell_InEveryColumn_IsRefusedByLineAndColumn_WithoutQuotingIt()
    {
        var done = await RunAsync(Head
            + "somebody,,,,,,,,,\n"
            + $"{Sub(1)},{new string('x', 70)},,,,,,,,\n"
            + $"{Sub(1)},,klingon!,,,,,,,\n"
            + $"{Sub(1)},,,5550100,,,,,,\n"
            + $"{Sub(1)},,,,pigeon,,,,,\n"
            + $"{Sub(1)},,,,,no-such-club,,,,\n"
            + $"{Sub(1)},,,,,,pixel,nokia,{Token(1)},\n"
            + $"{Sub(1)},,,,,,pixel,android,null,\n"
            + $"{Sub(1)},,,,,,,android,{Token(1)},\n"
            + $"{Sub(1)},too,few\n");

        Assert.Equal(new RegistryImported(0, 0, 0, 10), done);
        Assert.Equal(["sub", "city", "language", "phone", "opt_outs", "clubs", "platform", "token", "device_id", null], _refused.Select(row => row.Column));
        Assert.Equal(Enumerable.Range(2, 10).Select(line => (long)line), _refused.Select(row => row.Line));
        Assert.DoesNotContain("5550100", string.Concat(_refused), StringComparison.Ordinal);
        Assert.DoesNotContain(Token(1), string.Concat(_refused), StringComparison.Ordinal);
        Assert.Null(await _world.Reader.FindAsync(Sub(1), CancellationToken.None));
    }

    [Theory]
    [InlineData("\"push,sms\"")]
    [InlineData("push sms")]
    [InlineData("1")]
    public async Task OptOuts_WrittenInAnotherWay_AreRefusedAndNotLost(string cell)
    {
        await RunAsync(Head + $"{Sub(1)},,,,{cell},,,,,\n");

        Assert.Equal("opt_outs", Assert.Single(_refused).Column);
    }

    [Theory]
    [InlineData("+91 0 98765 43210")]
    [InlineData("'+91-98765-43210")]
    [InlineData("९८७६५४३२१०")]
    public async Task Phone_InAnySpelling_IsOneNumber(string cell)
    {
        await RunAsync(Head + $"{Sub(1)},,,{cell},,,,,,\n");

        Assert.Empty(_refused);
        Assert.Equal([Sub(1)], await _world.Reader.FindByPhoneAsync("+919876543210", CancellationToken.None));
    }

    [Fact]
    public async Task ErasedCustomer_InAFile_StaysErased()
    {
        await _world.TellAsync(1, "pixel", 1);
        await _world.Care.EraseAsync(CatalogWorld.Meera, new(Sub(1), "Asha K."), null, _world.Catalog.NewId(), CancellationToken.None);

        Assert.Equal(1, (await RunAsync(Head + $"{Sub(1)},Pune,,,,,,,,\n")).Refused);
        Assert.Null(await _world.Reader.FindAsync(Sub(1), CancellationToken.None));
    }

    [Fact]
    public async Task Import_InTheAuditLog_IsItsBeginningAndItsEndWithoutContacts()
    {
        await RunAsync(Head + $"{Sub(1)},,,+919876543210,,,pixel,android,{Token(1)},\n");

        var entries = await _world.Catalog.HistoryAsync(RegistryAudit.Kind, "import");

        Assert.Equal(["finish", "import"], entries.Select(entry => entry.Action).Order(StringComparer.Ordinal));
        Assert.Contains(entries, entry => entry.Note == "customers.csv: 1 created, 0 changed, 0 unchanged, 0 refused");
    }

    [Fact]
    public async Task File_WithoutTheColumnSub_IsRefusedAsAWhole() =>
        await Assert.ThrowsAsync<CsvProblemException>(() => RunAsync("city\nPune\n"));

    [Fact]
    public void Columns_InTheDocumentation_MatchTheImport()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Clubshop.Admin.sln")))
            folder = folder.Parent;

        var text = File.ReadAllText(Path.Combine(folder.FullName, "docs/csv.md"));
        Assert.All(RegistryImport.Columns, column => Assert.Contains(
            $"| `{column.Name}`{(column.Required ? " (needed)" : "")} | {column.Says.Replace("|", "\\|", StringComparison.Ordinal)} |", text, StringComparison.Ordinal));
    }

    private async Task<RegistryImported> RunAsync(string file)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(file));
        return CatalogWorld.Value(await _world.Catalog.Get<RegistryImport>().RunAsync(
            CatalogWorld.Meera, stream, "customers.csv", new Progress<long>(), _refused.Add, CancellationToken.None));
    }
}

/// <summary>The import of customers, only for Administrators.</summary>
internal sealed class RegistryImportMatrix : MatrixRows
{
    public override IEnumerable<MatrixRow> Rows =>
    [
        Row<RegistryImport>("RunAsync", "", [Whose.Nobodys], one => Permissions.ReachOf(one.Actor.Role, Permission.Import) == Reach.All, async (import, one) =>
        {
            using var file = new MemoryStream("sub\n"u8.ToArray());
            return Let(await import.RunAsync(one.Actor, file, "customers.csv", new Progress<long>(), _ => { }, MatrixCase.None));
        }),
    ];
}
