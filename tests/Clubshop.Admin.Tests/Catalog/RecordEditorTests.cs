using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Editing;
using Clubshop.Admin.Common;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Tests.Common;
using CsCheck;

namespace Clubshop.Admin.Tests.Catalog;

public sealed class RecordEditorTests
{
    private static readonly Shop Stored = new()
    {
        Id = "019a0000000070008000000000000001",
        Name = "Croma",
        Slug = "croma",
        Code = "croma",
        City = "Mumbai",
        ClubIds = ["a", "b"],
        Stamp = new(3, CatalogWorld.Now, "Meera", CatalogWorld.Now, "Meera"),
    };

    private static RecordEditor<Shop> Open(Shop? shop = null) => new(shop ?? Stored, ShopFields.All, ShopRules.Check);

    private static Shop Theirs(Func<Shop, Shop> edit) => edit(Stored) with { Stamp = Stored.Stamp with { Version = 4, UpdatedBy = "Rohan" } };

    [Fact]
    public void Changed_AfterEdits_NamesTheFieldsInTheFormsOrder()
    {
        var editor = Open();
        editor.Mine = editor.Mine with { City = "Pune", Name = "Croma Stores" };
        Assert.Equal(["Name", "City"], editor.Changed.Select(field => field.Label));
        Assert.True(editor.IsDirty);
    }

    [Fact]
    public void Changed_WithTheSameClubsInAnotherOrder_IsNothing()
    {
        var editor = Open();
        editor.Mine = editor.Mine with { ClubIds = ["b", "a"] };
        Assert.False(editor.IsDirty);
    }

    [Fact]
    public void Problems_OfAFieldNotLeftYet_AreNotTold()
    {
        var editor = Open(Stored with { ClubIds = [] });
        editor.Mine = editor.Mine with { Name = "", Website = "croma" };
        Assert.Empty(editor.Problems);
        editor.Leave("Website");
        Assert.Equal("Website", Assert.Single(editor.Problems).Field);
        Assert.False(editor.TrySave());
        Assert.Equal(2, editor.Problems.Count);
    }

    [Fact]
    public void Refusal_OfTheService_StandsUntilItsFieldIsEdited()
    {
        var editor = Open();
        editor.Mine = editor.Mine with { Slug = "tata" };
        editor.Refuse([new(Problem.Taken, "taken", "Slug")], editor.Mine);
        editor.Mine = editor.Mine with { City = "Pune" };
        Assert.NotNull(editor.ProblemOf("Slug"));
        editor.Mine = editor.Mine with { Slug = "tata-2" };
        Assert.Null(editor.ProblemOf("Slug"));
    }

    [Fact]
    public void Token_OfOneSubmit_StaysUntilSomethingIsEdited()
    {
        var (editor, time) = (Open(), new TestClock());
        var first = editor.Token(time);
        Assert.Equal(first, editor.Token(time));
        editor.Mine = editor.Mine with { City = "Pune" };
        Assert.NotEqual(first, editor.Token(time));
    }

    [Fact]
    public void Merge_OfDifferentFields_FitsByItself()
    {
        var editor = Open();
        editor.Mine = editor.Mine with { City = "Pune" };
        Assert.True(editor.Merge(Theirs(shop => shop with { Name = "Croma Stores" })));
        Assert.Equal(("Pune", "Croma Stores", 4), (editor.Mine.City, editor.Mine.Name, editor.Mine.Stamp.Version));
        Assert.Equal(["City"], editor.Changed.Select(field => field.Label));
    }

    [Fact]
    public void Merge_OfClubsAddedAndTakenAway_KeepsBothEdits()
    {
        var editor = Open();
        editor.Mine = editor.Mine with { ClubIds = ["a", "b", "mine"] };
        Assert.True(editor.Merge(Theirs(shop => shop with { ClubIds = ["b", "theirs"] })));
        Assert.Equal(["b", "mine", "theirs"], editor.Mine.ClubIds);
    }

    [Fact]
    public void Merge_OfTheSameField_AsksAndKeepsWhatWasTyped()
    {
        var editor = Open();
        editor.Mine = editor.Mine with { City = "Pune", Description = "typed" };
        Assert.False(editor.Merge(Theirs(shop => shop with { City = "Delhi", Name = "Croma Stores" })));

        Assert.Equal(["City"], editor.Conflict!.Open.Select(field => field.Name));
        Assert.Equal(["Name", "Description"], editor.Conflict.Joined.Select(joined => joined.Field.Name));
        Assert.Equal(("Pune", "typed"), (editor.Mine.City, editor.Mine.Description));

        editor.Conflict.Choose("City", theirs: true);
        editor.Resolve();
        Assert.Equal(("Delhi", "typed", "Croma Stores", 4), (editor.Mine.City, editor.Mine.Description, editor.Mine.Name, editor.Mine.Stamp.Version));
    }

    [Fact]
    public void Resolve_WithoutAChoice_KeepsWhatWasTyped()
    {
        var editor = Open();
        editor.Mine = editor.Mine with { City = "Pune" };
        editor.Merge(Theirs(shop => shop with { City = "Delhi" }));
        editor.Resolve();
        Assert.Equal("Pune", editor.Mine.City);
        Assert.Equal("Delhi", editor.Base.City);
    }

    [Fact]
    public void TakeTheirs_GivesUpWhatWasTyped()
    {
        var editor = Open();
        editor.Mine = editor.Mine with { City = "Pune" };
        editor.Merge(Theirs(shop => shop with { City = "Delhi" }));
        editor.TakeTheirs();
        Assert.Equal(("Delhi", false), (editor.Mine.City, editor.IsDirty));
    }

    [Fact]
    public void Accept_WhileTypingWentOn_KeepsWhatWasTypedSince()
    {
        var editor = Open();
        var sent = editor.Mine = editor.Mine with { City = "Pune" };
        editor.Mine = editor.Mine with { Name = "Croma Stores" };
        editor.Accept(sent, Theirs(shop => shop with { City = "Pune" }));
        Assert.Equal(["Name"], editor.Changed.Select(field => field.Name));
    }

    [Fact]
    public void Rebase_AfterTheOwnQuickAction_KeepsWhatWasTyped()
    {
        var editor = Open();
        editor.Mine = editor.Mine with { City = "Pune" };
        editor.Rebase(Theirs(shop => shop with { Status = EditorialStatus.Paused }));
        Assert.Equal((EditorialStatus.Paused, "Pune", 4), (editor.Mine.Status, editor.Mine.City, editor.Mine.Stamp.Version));
    }

    private static readonly Gen<string?> MaybeText = Gen.Int[0, 8].Select(n => n < 3 ? $"edit {n}" : null);

    private static readonly Gen<Func<Shop, Shop>> AnyEdit = Gen.Select(
        MaybeText, MaybeText, MaybeText, Gen.Int[0, 11], Gen.Bool, Gen.Bool.Array[4]).Select((name, city, website, status, clubs, which) => (Func<Shop, Shop>)(shop => shop with
        {
            Name = name ?? shop.Name,
            City = city ?? shop.City,
            Website = website ?? shop.Website,
            Status = status < 4 ? (EditorialStatus)status : shop.Status,
            ClubIds = clubs ? [.. "abcd".Where((_, at) => which[at]).Select(c => c.ToString())] : shop.ClubIds,
        }));

    [Fact]
    public void Merge_OfAnyEdits_LosesNothingThatOneSideAloneChanged() => Gen.Select(AnyEdit, AnyEdit).Sample((my, their) =>
    {
        var editor = Open();
        var (mine, theirs) = (my(Stored), Theirs(their));
        editor.Mine = mine;
        var result = editor.Merge(theirs) ? editor.Mine : editor.Conflict!.Result;
        foreach (var field in ShopFields.All)
        {
            var (fromMe, fromThem) = (!field.Same(Stored, mine), !field.Same(Stored, theirs));
            if (fromMe && !fromThem)
                Assert.True(field.Same(result, mine), $"{field.Name} of mine was lost");
            if (fromThem && !fromMe)
                Assert.True(field.Same(result, theirs), $"{field.Name} of theirs was lost");
            if (!fromMe && !fromThem)
                Assert.True(field.Same(result, Stored), $"{field.Name} changed by itself");
        }

        Assert.Equal(4, result.Stamp.Version);
    }, iter: 2_000);

    [Fact]
    public void Follow_OfUntouchedFields_TakesThem_AndKeepsWhatWasTyped()
    {
        var editor = Open();
        editor.Mine = editor.Mine with { City = "Pune" };
        var (followed, both) = editor.Follow(Theirs(shop => shop with { Name = "Croma Stores" }));
        Assert.Equal(["Name"], followed.Select(field => field.Name));
        Assert.Empty(both);
        Assert.Equal(("Pune", "Croma Stores", 4), (editor.Mine.City, editor.Mine.Name, editor.Mine.Stamp.Version));
        Assert.Equal(["City"], editor.Changed.Select(field => field.Name));
    }

    [Fact]
    public void Follow_OfATouchedField_LeavesItAsTyped_UntilSavingAsks()
    {
        var editor = Open();
        editor.Mine = editor.Mine with { City = "Pune" };
        var theirs = Theirs(shop => shop with { City = "Delhi", Name = "Croma Stores" });
        var (followed, both) = editor.Follow(theirs);
        Assert.Equal(["Name"], followed.Select(field => field.Name));
        Assert.Equal(["City"], both.Select(field => field.Name));
        Assert.Equal(("Pune", "Croma Stores", 3), (editor.Mine.City, editor.Mine.Name, editor.Mine.Stamp.Version));
        Assert.Null(editor.Conflict);

        Assert.False(editor.Merge(theirs)); // what saving answers
        Assert.Equal(["City"], editor.Conflict!.Open.Select(field => field.Name));
    }

    [Fact]
    public void Discard_AfterFollowing_ShowsWhatIsStored()
    {
        var editor = Open();
        editor.Mine = editor.Mine with { City = "Pune" };
        editor.Follow(Theirs(shop => shop with { City = "Delhi" }));
        editor.Discard();
        Assert.Equal(("Delhi", 4, false), (editor.Mine.City, editor.Mine.Stamp.Version, editor.IsDirty));
    }

    [Fact]
    public void Follow_OfAnyEditsOfTwo_NeverChangesWhatWasTyped_AndEndsWhereOneMergeEnds() => Gen.Select(AnyEdit, AnyEdit, AnyEdit).Sample((my, their, then) =>
    {
        // Two saves of others, followed one after the other, then saving here: the same as had the page heard nothing until the save.
        var mine = my(Stored);
        var first = Theirs(their);
        var last = then(first) with { Stamp = first.Stamp with { Version = 5 } };
        var (follows, deaf) = (Open(), Open());
        (follows.Mine, deaf.Mine) = (mine, mine);
        follows.Follow(first);
        follows.Follow(last);
        // Clubs are joined by themselves. A field that somebody else saved just as it was typed here is not typed any more: it follows what comes next.
        var judged = ShopFields.All.Where(field => field.Name != nameof(Shop.ClubIds) && (field.Same(Stored, mine) || !field.Same(mine, first))).ToList();
        foreach (var field in judged.Where(field => !field.Same(Stored, mine)))
            Assert.True(field.Same(follows.Mine, mine), $"{field.Name} as typed was lost");

        var one = follows.Mine.Stamp.Version == 5 || follows.Merge(last) ? follows.Mine : follows.Conflict!.Result;
        var other = deaf.Merge(last) ? deaf.Mine : deaf.Conflict!.Result;
        Assert.Equal(5, one.Stamp.Version);
        foreach (var field in judged)
            Assert.True(field.Same(one, other), $"{field.Name}: “{field.ValueOf(one)}” and “{field.ValueOf(other)}”");
    }, iter: 2_000);
}
