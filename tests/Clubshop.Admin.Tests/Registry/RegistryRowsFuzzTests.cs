using System.Text;
using Clubshop.Admin.Input;
using Clubshop.Admin.Registry;
using CsCheck;

namespace Clubshop.Admin.Tests.Registry;

public sealed class RegistryRowsFuzzTests
{
    private const string Sub = "0f8fad5b-d9cb-469f-a165-70867728950e";

    private static readonly Gen<string> Odd = Gen.OneOf<string>(
        Gen.OneOf("", " ", Sub, "Pune", "hi", "en-IN", "9876500101", "+91 98765 00101", "९८७६५००१०१", "push|sms", "push,sms", "-1", "7", "c1", "C1|c1", "no-such", "android", "ios", "null", "token-token-token", "\u0007", "\u202e"),
        Gen.String.Select(text => text.Replace('\ufffe', ' ')));

    [Fact]
    public Task Read_AnyCells_IsARow_OrARefusalThatQuotesNone() => Odd.Array[RegistryImport.Columns.Count].SampleAsync(async cells =>
    {
        var rows = new RegistryRows([("c1", "1")], [], []);
        var text = string.Join(',', RegistryImport.Columns.Select(column => column.Name)) + "\n" + string.Join(',', cells.Select(cell => "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"")) + "\n";
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var table = await CsvTable.OpenAsync(stream, RegistryImport.Columns, default);
        if (await table.ReadAsync(default) is not { } row)
            return;

        var (read, refused) = rows.Read(table, row);
        Assert.True(read is null != refused is null);
        if (refused is not null)
        {
            Assert.NotEmpty(refused.Reason);
            Assert.DoesNotContain("98765 00101", refused.Reason, StringComparison.Ordinal);
            Assert.DoesNotContain("token-token", refused.Reason, StringComparison.Ordinal);
        }
    });
}
