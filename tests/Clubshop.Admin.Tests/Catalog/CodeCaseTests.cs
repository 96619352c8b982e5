using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Tests.Catalog;

/// <summary>Codes that differ in the case of their letters alone.</summary>
public sealed class CodeCaseTests : IAsyncLifetime
{
    private CatalogWorld _world = null!;

    public async Task InitializeAsync() => _world = await CatalogWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Save_ACodeThatAnotherHasInOtherCase_IsTaken()
    {
        await SaveAsync(New("croma"));

        var second = await _world.Clubs.SaveAsync(CatalogWorld.Meera, New("CROMA"), _world.Submit(), default);

        Assert.Equal((Problem.Taken, nameof(Club.Code)), (second.Problems[0].Code, second.Problems[0].Field));
    }

    [Fact]
    public async Task Save_TheOwnCodeInOtherCase_KeepsItAndGivesItBackOnce()
    {
        var club = await SaveAsync(New("Croma"));
        club = await SaveAsync(club with { Code = "CROMA" });
        Assert.Equal("CROMA", club.Code);

        await SaveAsync(club with { Code = "other" });
        Assert.Equal("croma", (await SaveAsync(New("croma"))).Code);
    }

    [Fact]
    public async Task Save_OfARecordFromWhenCaseCounted_GivesItsOldMarkerBack()
    {
        var club = await SaveAsync(New("Croma"));
        await MoveMarkerAsync(club.Id, from: "croma", to: "Croma");

        Assert.Equal(club.Id, Assert.Single(await _world.Clubs.FindByCodesAsync(["Croma"], default)).Record.Id);
        await SaveAsync(club with { Code = "other" });

        var reader = _world.Get<TableReader>();
        Assert.Null(await reader.ReadAsync(new(ClubKind.Table, Keys.Marker("CODE", "Croma"), Keys.MarkerSk), default));
        Assert.NotNull(await reader.ReadAsync(new(ClubKind.Table, Keys.Marker("CODE", "other"), Keys.MarkerSk), default));
    }

    // As it was written before: the marker has the code as it stands.
    private async Task MoveMarkerAsync(string id, string from, string to)
    {
        var names = _world.Get<TableNames>();
        var key = (string code) => new Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>(StringComparer.Ordinal)
        {
            [Attributes.Pk] = new() { S = Keys.Marker("CODE", code) },
            [Attributes.Sk] = new() { S = Keys.MarkerSk },
        };
        await _world.Clients.DynamoDb.DeleteItemAsync(names[ClubKind.Table], key(from));
        var item = key(to);
        item[Attributes.Owner] = new() { S = id };
        await _world.Clients.DynamoDb.PutItemAsync(names[ClubKind.Table], item);
    }

    private Club New(string code) => new() { Id = _world.NewId(), Name = "Croma " + _world.NewId(), Code = code, Status = EditorialStatus.Published };

    private async Task<Club> SaveAsync(Club club) => CatalogWorld.Value(await _world.Clubs.SaveAsync(CatalogWorld.Meera, club, _world.Submit(), default));
}
