using Clubshop.Admin.Common;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Notifications.Audiences;
using Clubshop.Admin.Notifications.Reports;
using Clubshop.Admin.Notifications.Rules;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Notifications.SmsTemplates;
using Clubshop.Admin.Notifications.TestDevices;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;

namespace Clubshop.Admin.Tests.Notifications;

public sealed class NotificationServiceTests : IAsyncLifetime
{
    private NotifyWorld _world = null!;

    private NotificationService Service => _world.Service;

    public async Task InitializeAsync() => _world = await NotifyWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task ServiceProvider_WithAnyAudience_ReachesOnlyTheirFollowers()
    {
        await _world.FollowersAsync(3);
        await StrangerAsync(9);
        Audience[] asked =
        [
            new() { Kind = AudienceKind.Everyone },
            new() { Kind = AudienceKind.Club, Ids = [_world.Club.Id] },
            new() { Kind = AudienceKind.List, ListId = await PastedAsync(_world.Provider, Channel.Push, NotifyWorld.Sub(0), NotifyWorld.Sub(1), NotifyWorld.Sub(2), NotifyWorld.Sub(9)) },
        ];
        foreach (var audience in asked)
        {
            var review = CatalogWorld.Value(await Service.ReviewAsync(_world.Provider, _world.Draft(_world.Provider) with { Audience = audience }, default));
            Assert.Equal(3, review.Tally.People);
        }

        Assert.Contains("Nobody gets this", Said(await Service.ReviewAsync(_world.Provider, _world.Draft() with { Audience = new() { Kind = AudienceKind.Customer, Customer = NotifyWorld.Sub(9) } }, default)), StringComparison.Ordinal);
        var other = await _world.Catalog.ClubAsync("Another club");
        Assert.Contains("assigned to you", Said(await Service.ReviewAsync(_world.Provider, _world.Draft() with { Audience = new() { Ids = [other.Id] } }, default)), StringComparison.Ordinal);
        Assert.Equal(4, CatalogWorld.Value(await Service.ReviewAsync(NotifyWorld.Asha, _world.Draft() with { Audience = new() { Kind = AudienceKind.Everyone } }, default)).Tally.People);
    }

    [Fact]
    public async Task Estimate_OfAnAudience_CountsWhomTheReviewWouldCount_WithinItsReach()
    {
        await _world.FollowersAsync(3);
        await StrangerAsync(9);
        var (club, all) = (new Audience { Ids = [_world.Club.Id] }, new Audience { Kind = AudienceKind.Everyone });
        Assert.Equal((3, 3, true), await Of(NotifyWorld.Asha, club));
        Assert.Equal((3, 3, true), await Of(_world.Provider, club));
        Assert.Equal(4, (await Of(NotifyWorld.Asha, all))!.Value.People);
        Assert.Null(await Of(_world.Provider, all)); // whom they reach would have to be read as a whole
        Assert.Null(await Of(_world.Provider, new() { Ids = [(await _world.Catalog.ClubAsync("Another club")).Id] }));
        Assert.Null(await Of(NotifyWorld.Asha, new()));
        Assert.Null(await Of(CatalogWorld.Person(Role.ReadOnly), club));

        var nobody = await Service.EstimateAsync(NotifyWorld.Asha, club with { Platform = Platform.Ios }, Channel.Push, default);
        Assert.Equal((0, 3), (nobody!.People, nobody.LeftOut[LeftOut.OtherPlatform]));

        async Task<(int People, int Messages, bool Whole)?> Of(Actor actor, Audience audience) =>
            await Service.EstimateAsync(actor, audience, Channel.Push, default) is { } found ? (found.People, found.Messages, found.Whole) : null;
    }

    [Fact]
    public async Task Estimate_OfALargeAudience_LooksAtTheFirstAlone()
    {
        await _world.FollowersAsync(AudienceEstimate.MaxLookedAt + 1);
        var found = await Service.EstimateAsync(NotifyWorld.Asha, new() { Ids = [_world.Club.Id] }, Channel.Push, default);
        Assert.Equal((false, AudienceEstimate.MaxLookedAt), (found!.Whole, found.People));
    }

    [Theory]
    [InlineData("/notifications", false)]
    [InlineData("/notifications?sort=title", true)]
    [InlineData("/notifications?view=drafts&q=sale&channel=sms&sort=-goes", true)]
    public void Address_OfAQuery_IsShort(string address, bool sorted)
    {
        var query = sorted ? new NotificationQuery { Sort = NotificationSort.Title, Descending = false } : new();
        if (address.Contains("goes", StringComparison.Ordinal))
            query = new() { View = NotificationView.Drafts, Search = "sale", Channel = Channel.Sms, Sort = NotificationSort.Goes };
        Assert.Equal(address, NotificationUrls.In(query));
    }

    [Fact]
    public async Task List_SortedInEveryWay_PagesThroughEachOnce()
    {
        for (var n = 0; n < 7; n++)
            await _world.SavedAsync(_world.Draft() with { Title = "Sale " + (n * 3 % 7), When = n % 2 == 0 ? null : _world.Catalog.Clock.GetUtcNow().AddHours(n) });
        _world.Catalog.IndexesFollow();

        foreach (var sort in Enum.GetValues<NotificationSort>())
        {
            foreach (var descending in new[] { true, false })
            {
                foreach (var view in new[] { NotificationView.All, NotificationView.Drafts })
                {
                    List<Notification> seen = [];
                    string? token = null;
                    do
                    {
                        var page = CatalogWorld.Value(await Service.ListAsync(
                            NotifyWorld.Asha, new() { View = view, Search = "croma 10,000", Sort = sort, Descending = descending, Size = 3, Token = token }, default));
                        seen.AddRange(page.Items);
                        token = page.Next;
                    }
                    while (token is not null);

                    Assert.Empty(seen); // these words stand in title and message of none
                    token = null;
                    do
                    {
                        var page = CatalogWorld.Value(await Service.ListAsync(
                            NotifyWorld.Asha, new() { View = view, Search = "sale orders", Sort = sort, Descending = descending, Size = 3, Token = token }, default));
                        seen.AddRange(page.Items);
                        token = page.Next;
                    }
                    while (token is not null);

                    Assert.Equal(7, seen.DistinctBy(it => it.Id).Count());
                    if (sort == NotificationSort.Title)
                        Assert.Equal(seen.Select(it => it.Title).Order(StringComparer.Ordinal), descending ? seen.AsEnumerable().Reverse().Select(it => it.Title) : seen.Select(it => it.Title));
                    if (sort == NotificationSort.Goes)
                        Assert.All(seen.Take(3), it => Assert.NotNull(it.When));
                }
            }
        }
    }

    [Fact]
    public async Task List_ByViewAndTitle_FindsAndCounts()
    {
        await _world.FollowersAsync(1);
        await _world.SavedAsync(_world.Draft() with { Title = "दिवाली पर ₹1,500 की छूट" });
        await _world.SavedAsync(_world.Draft() with { Title = "Monsoon sale" });
        await _world.SentAsync(_world.Draft() with { Title = "Diwali at Croma", When = _world.Catalog.Clock.GetUtcNow().AddHours(1) });
        _world.Catalog.IndexesFollow();

        Assert.Equal(["Diwali at Croma"], await Titles(NotificationView.All, "CROMA diw"));
        Assert.Equal(["दिवाली पर ₹1,500 की छूट"], await Titles(NotificationView.Drafts, "दिवाली"));
        Assert.Equal(2, (await Titles(NotificationView.Drafts, "")).Count());
        Assert.Empty(await Titles(NotificationView.Ended, ""));
        var counts = CatalogWorld.Value(await Service.ListAsync(NotifyWorld.Asha, new(), default)).Counts;
        Assert.Equal((2, 1), (counts[NotificationView.Drafts], counts[NotificationView.Scheduled]));

        async Task<IEnumerable<string>> Titles(NotificationView view, string search) =>
            CatalogWorld.Value(await Service.ListAsync(NotifyWorld.Asha, new() { View = view, Search = search }, default)).Items.Select(it => it.Title);
    }

    [Fact]
    public async Task Copy_OfOneThatWasSent_IsANewDraftAtOnce_WithoutItsApproval()
    {
        await _world.FollowersAsync(1);
        var sent = await _world.SentAsync(_world.Draft() with { When = _world.Catalog.Clock.GetUtcNow().AddHours(1), PerMinute = 60 });
        var copy = CatalogWorld.Value(await Service.CopyAsync(NotifyWorld.Vikram, sent.Id, default));
        Assert.NotEqual(sent.Id, copy.Id);
        Assert.Equal((sent.Title, sent.Message, 60, NotifyWorld.Vikram.Id), (copy.Title, copy.Message, copy.PerMinute, copy.AuthorId));
        Assert.Equal((NotificationState.Draft, 0L), (copy.State, copy.Stamp.Version));
        Assert.True(copy is { When: null, Frozen: null, Approval: null });
        Assert.Equal(NotificationState.Scheduled, CatalogWorld.Value(await Service.FindAsync(NotifyWorld.Asha, sent.Id, default)).State);
    }

    [Fact]
    public async Task Send_ForAMomentAhead_StillLeavesTimeToUndo()
    {
        await _world.FollowersAsync(1);
        _world.Options.UndoSeconds = 15;
        var soon = await _world.SentAsync(_world.Draft() with { When = _world.Catalog.Clock.GetUtcNow().AddSeconds(1) });
        Assert.Equal(soon.Frozen!.At.AddSeconds(15), Service.BeginsAt(soon));
        var later = await _world.SentAsync(_world.Draft() with { When = _world.Catalog.Clock.GetUtcNow().AddHours(1) });
        Assert.Equal(later.When, Service.BeginsAt(later));
    }

    [Fact]
    public async Task ServiceProvider_ByEveryPath_SeesOnlyTheirOwn()
    {
        await _world.FollowersAsync(1);
        var others = await _world.SentAsync(_world.Draft());
        var reports = _world.Catalog.Get<NotificationReports>();
        var rohan = _world.Provider;

        Assert.Empty(CatalogWorld.Value(await Service.ListAsync(rohan, new(), default)).Items);
        Assert.Empty(CatalogWorld.Value(await Service.ListAsync(rohan, new() { View = NotificationView.Scheduled }, default)).Items);
        Assert.Equal(Problem.NotFound, (await Service.CopyAsync(rohan, others.Id, default)).Problems[0].Code);
        Assert.Equal(Problem.NotFound, (await Service.FindAsync(rohan, others.Id, default)).Problems[0].Code);
        Assert.Equal(Problem.NotFound, (await Service.SaveAsync(rohan, others with { Title = "Mine" }, _world.Catalog.NewId(), default)).Problems[0].Code);
        Assert.Equal(Problem.NotFound, (await Service.SendAsync(rohan, others.Id, others.Stamp.Version, new("", 0), _world.Catalog.NewId(), default)).Problems[0].Code);
        Assert.Equal(Problem.NotFound, (await Service.StopAsync(rohan, others.Id, _world.Catalog.NewId(), default)).Problems[0].Code);
        Assert.Equal(Problem.NotFound, (await reports.FindAsync(rohan, others.Id, default)).Problems[0].Code);
        Assert.Equal(Problem.NotFound, (await reports.RowsAsync(rohan, others.Id, null, 10, null, default)).Problems[0].Code);
        Assert.Equal(Problem.NotFound, (await reports.BeginExportAsync(rohan, others.Id, default)).Problems[0].Code);

        var list = await PastedAsync(NotifyWorld.Asha, Channel.Push, NotifyWorld.Sub(0));
        Assert.False((await Service.ReviewAsync(rohan, _world.Draft() with { Audience = new() { Kind = AudienceKind.List, ListId = list } }, default)).Ok);
    }

    [Theory]
    [InlineData(Role.Support)]
    [InlineData(Role.ReadOnly)]
    [InlineData(Role.ClubAdministrators)]
    public async Task OtherRoles_MayDoNothing(Role role)
    {
        var person = CatalogWorld.Person(role, _world.Club.Id);

        Assert.Equal(Problem.Forbidden, (await Service.ListAsync(person, new(), default)).Problems[0].Code);
        Assert.Equal(Problem.Forbidden, (await Service.SaveAsync(person, _world.Draft(), _world.Catalog.NewId(), default)).Problems[0].Code);
        Assert.Equal(Problem.Forbidden, (await Service.ReviewAsync(person, _world.Draft(), default)).Problems[0].Code);
        Assert.Equal(Problem.Forbidden, (await Service.ApproveAsync(person, _world.Catalog.NewId(), "x", _world.Catalog.NewId(), default)).Problems[0].Code);
    }

    [Fact]
    public async Task Approval_ByAnotherPerson_IsBoundToWhatTheySaw()
    {
        await _world.FollowersAsync(2);
        _world.Options.ApprovalAbove = 1;
        var asked = await _world.SentAsync(_world.Draft(_world.Provider), _world.Provider);
        Assert.Equal(NotificationState.AwaitingApproval, asked.State);

        Assert.Equal(Problem.Forbidden, (await ApproveAsync(_world.Provider, asked)).Problems[0].Code);
        Assert.Equal(Problem.Conflict, (await Service.ApproveAsync(NotifyWorld.Asha, asked.Id, new string('0', 64), _world.Catalog.NewId(), default)).Problems[0].Code);

        // An edit by Asha voids the request and makes her an editor, so she can no longer approve it.
        var edited = await _world.SavedAsync(asked with { Title = "Another title" }, NotifyWorld.Asha);
        Assert.Equal((NotificationState.Draft, null), (edited.State, edited.Frozen));
        var again = CatalogWorld.Value(await _world.SendAsync(_world.Provider, edited));
        Assert.NotEqual(asked.Frozen!.Hash, again.Frozen!.Hash);
        Assert.Equal(Problem.Forbidden, (await ApproveAsync(NotifyWorld.Asha, again)).Problems[0].Code);

        var approved = CatalogWorld.Value(await ApproveAsync(NotifyWorld.Vikram, again));
        Assert.Equal((NotificationState.Scheduled, "Vikram Singh"), (approved.State, approved.Approval!.ByName));
        await _world.SenderAsync();
        Assert.Equal(2, (await _world.UntilAsync(again.Id, NotificationState.Finished)).Counts["accepted"]);
    }

    [Fact]
    public async Task Approval_AfterAnEdit_IsVoid_AndNothingGoesOut()
    {
        await _world.FollowersAsync(2);
        _world.Options.ApprovalAbove = 1;
        var asked = await _world.SentAsync(_world.Draft() with { When = _world.Catalog.Clock.GetUtcNow().AddMinutes(30) });
        var approved = CatalogWorld.Value(await ApproveAsync(NotifyWorld.Vikram, asked));
        await _world.SavedAsync(approved with { Message = "Something else" });

        _world.Catalog.Clock.Advance(TimeSpan.FromHours(1));
        await _world.SenderAsync();
        var small = await _world.SentAsync(_world.Draft() with { Audience = new() { Kind = AudienceKind.Customer, Customer = NotifyWorld.Sub(0) } });
        await _world.UntilAsync(small.Id, NotificationState.Finished);

        Assert.Equal(NotificationState.Draft, CatalogWorld.Value(await Service.FindAsync(NotifyWorld.Asha, asked.Id, default)).State);
        Assert.Equal([NotifyWorld.Token(0)], _world.Gateway.Sent.Keys);
    }

    [Fact]
    public async Task PromotionalSms_NeedsApprovalAndKeepsTheLegalHours_WhoeverApproves()
    {
        await _world.Registry.SetProfileAsync(RegistrySource.Job, NotifyWorld.Sub(0), new("Pune", null, "9876543210"), default);
        _world.Catalog.Clock.Advance(TimeSpan.FromHours(5.5)); // 21:42 IST
        var text = await TextAsync(SmsKind.Promotional);
        var draft = _world.Draft() with
        {
            Channel = Channel.Sms,
            TemplateId = text.Id,
            TemplateValues = ["Rs 500", "{{city}}"],
            Defaults = new Dictionary<string, string> { ["city"] = "India" },
            Audience = new() { Kind = AudienceKind.Customer, Customer = NotifyWorld.Sub(0) },
            IgnoreQuietHours = true,
        };

        var review = CatalogWorld.Value(await Service.ReviewAsync(NotifyWorld.Asha, draft, default));
        Assert.True(review.Plan.Moved);
        Assert.Equal(10, Ist.From(review.Plan.Parts[0].Starts).Hour);
        Assert.Contains("It is a promotional SMS.", review.ApprovalReasons);

        var asked = await _world.SentAsync(draft);
        CatalogWorld.Value(await ApproveAsync(NotifyWorld.Vikram, asked));
        var held = NotificationRules.HoursOf(asked with { IgnoreQuietHours = true }, text, _world.Options, approved: true);
        Assert.Equal(_world.Options.SmsHours, held);

        _world.Catalog.Clock.Advance(TimeSpan.FromHours(12.5)); // 10:12 IST
        await _world.SenderAsync();
        await _world.UntilAsync(asked.Id, NotificationState.Finished);
        Assert.Equal("SMS •••• 3210", (await _world.RowsAsync(asked.Id)).Values.Single().To);
        Assert.Equal(["+919876543210"], _world.Gateway.Sent.Keys);
    }

    [Fact]
    public async Task PastedList_Of100000LinesWithManyErrors_IsReadAndCounted()
    {
        var lines = Enumerable.Range(0, 100_000).Select(n => (n % 5) switch
        {
            0 => "",
            1 => "98" + (n % 20_000).ToString("D8", System.Globalization.CultureInfo.InvariantCulture),
            2 => "not a number, at all",
            3 => "+91 70000 " + (n / 5).ToString("D5", System.Globalization.CultureInfo.InvariantCulture),
            _ => "12",
        });
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join("\r\n", lines)));

        var kept = CatalogWorld.Value(await _world.Catalog.Get<PastedLists>().SaveAsync(NotifyWorld.Asha, Channel.Sms, stream, default));

        var summary = kept.Summary;
        Assert.Equal(summary.Lines, summary.Usable + summary.Blank + summary.Duplicates + summary.Nonsense);
        Assert.Equal((20_000, 24_000), (summary.Blank, summary.Usable));
        Assert.Equal(16_000, summary.Duplicates);
        Assert.Equal(10, summary.Samples.Count);
    }

    [Fact]
    public async Task PastedNumber_OfAnOptedOutCustomer_GetsNothing()
    {
        await _world.Registry.SetProfileAsync(RegistrySource.Job, NotifyWorld.Sub(0), new(null, null, "9876543210"), default);
        await _world.Registry.SetOptOutAsync(RegistrySource.Job, NotifyWorld.Sub(0), Channel.Sms, optedOut: true, default);
        var text = await TextAsync(SmsKind.ServiceImplicit);
        var list = await PastedAsync(NotifyWorld.Asha, Channel.Sms, "98765 43210", "98765 43211");
        var draft = _world.Draft() with { Channel = Channel.Sms, TemplateId = text.Id, TemplateValues = ["a", "b"], Audience = new() { Kind = AudienceKind.List, ListId = list } };

        var review = CatalogWorld.Value(await Service.ReviewAsync(NotifyWorld.Asha, draft, default));

        Assert.Equal((1, 1), (review.Tally.People, review.Tally.LeftOut[LeftOut.OptedOut]));
    }

    [Fact]
    public async Task OptOut_InOneSpelling_AppliesToEverySpelling()
    {
        string[] spellings =
        [
            "9876500{0}", "+91 0 98765 00{0}", "0091 98765 00{0}", "09876500{0}", "98765-00{0}", "tel:+919876500{0}", "98765\u201100{0}", "\u200E98765 00{0}", "98765\u00A000{0}", "(+91) 98765 00{0}",
        ];
        var written = spellings.Select((spelling, i) => string.Format(System.Globalization.CultureInfo.InvariantCulture, spelling, 100 + i)).ToList();
        for (var i = 0; i < spellings.Length; i++)
        {
            CatalogWorld.Value(await _world.Registry.SetProfileAsync(RegistrySource.Job, NotifyWorld.Sub(i), new(null, null, written[i]), default));
            CatalogWorld.Value(await _world.Registry.SetOptOutAsync(RegistrySource.Job, NotifyWorld.Sub(i), Channel.Sms, optedOut: true, default));
        }

        var text = await TextAsync(SmsKind.ServiceImplicit);
        for (var shift = 0; shift < spellings.Length; shift++)
        {
            var lines = spellings.Select((_, i) => string.Format(System.Globalization.CultureInfo.InvariantCulture, spellings[(i + shift) % spellings.Length], 100 + i));
            var list = await PastedAsync(NotifyWorld.Asha, Channel.Sms, [.. lines, "98765 43211"]);
            var draft = _world.Draft() with { Channel = Channel.Sms, TemplateId = text.Id, TemplateValues = ["a", "b"], Audience = new() { Kind = AudienceKind.List, ListId = list } };

            var review = CatalogWorld.Value(await Service.ReviewAsync(NotifyWorld.Asha, draft, default));

            Assert.Equal((1, spellings.Length), (review.Tally.People, review.Tally.LeftOut[LeftOut.OptedOut]));
        }
    }

    [Fact]
    public async Task Number_InSeveralSpellings_IsOneRecipient_AndOneTestDevice()
    {
        using var stream = new MemoryStream("9876500202\n+91 0 98765 00202\n98765\u201100202\n+91 98765 002\n"u8.ToArray());
        var summary = CatalogWorld.Value(await _world.Catalog.Get<PastedLists>().SaveAsync(NotifyWorld.Asha, Channel.Sms, stream, default)).Summary;
        Assert.Equal((1, 2, 1), (summary.Usable, summary.Duplicates, summary.Nonsense));

        var devices = _world.Catalog.Get<TestDeviceService>();
        CatalogWorld.Value(await devices.AddAsync(NotifyWorld.Asha, "Mine", null, "+91 0 98765 00202", default));
        var kept = CatalogWorld.Value(await devices.AddAsync(NotifyWorld.Asha, "Mine again", null, "98765\u201100202", default)).Items;
        Assert.Equal(("Mine again", "+919876500202"), (Assert.Single(kept).Name, kept[0].Address));
    }

    [Fact]
    public async Task Review_ATextThatReversesDirection_IsRefusedAtItsField()
    {
        await RefusedAsync(_world.Draft() with { Title = "Pay\u202Elater" }, "Title");
        await RefusedAsync(_world.Draft() with { Title = "\u3164" }, "Title");
        await RefusedAsync(_world.Draft() with { Message = "\u2800\u200B" }, "Message");
        await RefusedAsync(_world.Draft() with { Message = "In {{city}}", Defaults = new Dictionary<string, string> { ["city"] = "Pu\u202Ene" } }, "Defaults");
    }

    [Fact]
    public async Task Review_InvalidInput_IsRefusedAtItsField()
    {
        await _world.FollowersAsync(1);
        var now = _world.Catalog.Clock.GetUtcNow();

        await RefusedAsync(_world.Draft() with { When = now.AddHours(-1) }, "When");
        await RefusedAsync(_world.Draft() with { Link = "https://elsewhere.example" }, "Link");
        await RefusedAsync(_world.Draft() with { Message = "Hello {{city}}" }, "Default.city");
        await RefusedAsync(_world.Draft() with { Message = new string('न', 990), Title = new string('न', 120), Picture = "https://clubshop.in/" + new string('a', 1_000) }, "Message");
        await RefusedAsync(_world.Draft() with { Message = new string('a', 1_001) }, "Message");
        await RefusedAsync(_world.Draft() with { Title = "" }, "Title");
        await RefusedAsync(_world.Draft() with { PerMinute = 0 }, "PerMinute");
        await RefusedAsync(_world.Draft() with { Audience = new() }, "Audience.Ids");
        Assert.Equal(0, _world.Gateway.Calls);
    }

    [Fact]
    public async Task Send_WhatWasNotReviewed_IsRefused_AndNothingIsSent()
    {
        await _world.FollowersAsync(3);
        var saved = await _world.SavedAsync(_world.Draft());
        var reviewed = CatalogWorld.Value(await Service.ReviewAsync(NotifyWorld.Asha, saved, default)).Seal;

        // Another text, time or audience than the reviewed one.
        foreach (var other in (Notification[])
            [saved with { Message = "Something else" }, saved with { When = _world.Catalog.Clock.GetUtcNow().AddDays(1) }, saved with { Audience = new() { Kind = AudienceKind.Everyone } }])
        {
            var now = CatalogWorld.Value(await Service.SaveAsync(NotifyWorld.Asha, other with { Stamp = saved.Stamp }, _world.Catalog.NewId(), default));
            Assert.Equal("not-reviewed", (await Service.SendAsync(NotifyWorld.Asha, now.Id, now.Stamp.Version, reviewed, _world.Catalog.NewId(), default)).Problems[0].Code);
            Assert.Equal(Problem.Conflict, (await Service.SendAsync(NotifyWorld.Asha, now.Id, saved.Stamp.Version, reviewed, _world.Catalog.NewId(), default)).Problems[0].Code);
            saved = now;
        }

        // Many more people than were reviewed.
        saved = await _world.SavedAsync(_world.Draft() with { Id = _world.Catalog.NewId() });
        reviewed = CatalogWorld.Value(await Service.ReviewAsync(NotifyWorld.Asha, saved, default)).Seal;
        await _world.FollowersAsync(2, from: 3);
        var refused = await Service.SendAsync(NotifyWorld.Asha, saved.Id, saved.Stamp.Version, reviewed, _world.Catalog.NewId(), default);
        Assert.Equal(("audience-changed", "It would go to 5 people now; you reviewed 3. Nothing was sent; review it again."), (refused.Problems[0].Code, refused.Problems[0].Message));
        Assert.Equal(NotificationState.Draft, CatalogWorld.Value(await Service.FindAsync(NotifyWorld.Asha, saved.Id, default)).State);
        Assert.Equal(NotificationState.Scheduled, CatalogWorld.Value(await _world.SendAsync(NotifyWorld.Asha, saved)).State);
    }

    [Fact]
    public async Task Send_TwiceFromOnePage_IsSentOnce()
    {
        await _world.FollowersAsync(1);
        var saved = await _world.SavedAsync(_world.Draft());
        var seal = CatalogWorld.Value(await Service.ReviewAsync(NotifyWorld.Asha, saved, default)).Seal;
        var both = await Task.WhenAll(
            Service.SendAsync(NotifyWorld.Asha, saved.Id, saved.Stamp.Version, seal, _world.Catalog.NewId(), default),
            Service.SendAsync(NotifyWorld.Asha, saved.Id, saved.Stamp.Version, seal, _world.Catalog.NewId(), default));
        Assert.Single(both, sent => sent.Ok);
    }

    [Fact]
    public async Task SendBack_OneToSendAtOnce_StaysAtOnce_HoweverLate()
    {
        await _world.FollowersAsync(2);
        _world.Options.ApprovalAbove = 1;
        var asked = await _world.SentAsync(_world.Draft());
        Assert.Null(asked.When);
        _world.Catalog.Clock.Advance(TimeSpan.FromMinutes(2));
        var back = CatalogWorld.Value(await Service.SendBackAsync(NotifyWorld.Vikram, asked.Id, "Shorter, please", _world.Catalog.NewId(), default));
        Assert.Null(back.When);

        var again = CatalogWorld.Value(await _world.SendAsync(NotifyWorld.Asha, await _world.SavedAsync(back with { Title = "Shorter" })));
        CatalogWorld.Value(await ApproveAsync(NotifyWorld.Vikram, again));
        await _world.SenderAsync();
        Assert.Equal(2, (await _world.UntilAsync(again.Id, NotificationState.Finished)).Counts["accepted"]);
    }

    [Fact]
    public async Task Withdraw_BeforeTheStart_MakesADraft_AndIsRefusedAfterwards()
    {
        await _world.FollowersAsync(2);
        var planned = await _world.SentAsync(_world.Draft() with { When = _world.Catalog.Clock.GetUtcNow().AddMinutes(30) });
        var back = CatalogWorld.Value(await Service.WithdrawAsync(NotifyWorld.Asha, planned.Id, _world.Catalog.NewId(), default));
        Assert.Equal((NotificationState.Draft, null, planned.When), (back.State, back.Frozen, back.When));
        Assert.Equal("not-started", (await Service.WithdrawAsync(NotifyWorld.Asha, planned.Id, _world.Catalog.NewId(), default)).Problems[0].Code);
        Assert.Equal(Problem.NotFound, (await Service.WithdrawAsync(_world.Provider, planned.Id, _world.Catalog.NewId(), default)).Problems[0].Code);

        _world.Catalog.Clock.Advance(TimeSpan.FromHours(1));
        await _world.SenderAsync();
        var sent = await _world.SentAsync(_world.Draft() with { Audience = new() { Kind = AudienceKind.Customer, Customer = NotifyWorld.Sub(0) } });
        await _world.UntilAsync(sent.Id, NotificationState.Finished);
        Assert.Equal("started", (await Service.WithdrawAsync(NotifyWorld.Asha, sent.Id, _world.Catalog.NewId(), default)).Problems[0].Code);
        Assert.Equal([NotifyWorld.Token(0)], _world.Gateway.Sent.Keys);
    }

    [Fact]
    public async Task Review_AnSms_ShowsPartsCostAndTexts_AndTheApproverSeesTheSame()
    {
        _world.Options.SmsPartPrice = 0.25m;
        var text = await TextAsync(SmsKind.ServiceExplicit);
        var list = await PastedAsync(NotifyWorld.Asha, Channel.Sms, "phone,amount,place", "98765 43210,Rs 500,Pune", "98765 43211,Rs 600,Agra");
        var draft = _world.Draft() with { Channel = Channel.Sms, TemplateId = text.Id, TemplateValues = ["{{amount}}", "{{place}}"], Defaults = new Dictionary<string, string> { ["amount"] = "Rs 1", ["place"] = "India" }, Audience = new() { Kind = AudienceKind.List, ListId = list } };

        var review = CatalogWorld.Value(await Service.ReviewAsync(NotifyWorld.Asha, draft, default));
        Assert.Equal((2, 0.5m), (review.Tally.Parts, review.Cost));
        Assert.Equal(["Rs 500 off in Pune. -CLBSHP", "Rs 600 off in Agra. -CLBSHP"], review.Tally.Samples.Select(sample => sample.Body));
        Assert.Equal(["It is an SMS with offers, registered as service, explicit."], review.ApprovalReasons);

        var asked = await _world.SentAsync(draft);
        Assert.Equal((2, 0.5m), (asked.Frozen!.Parts, Service.CostOf(asked.Frozen.Parts)!.Value));
        Assert.Equal(review.Tally.Samples, CatalogWorld.Value(await Service.SamplesAsync(NotifyWorld.Vikram, asked.Id, default)).Items);
    }

    [Fact]
    public async Task PastedList_InTheAuditLog_ShowsOnlyItsSize()
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes("98765 43210\nnobody"));
        var kept = CatalogWorld.Value(await _world.Catalog.Get<PastedListService>().SaveAsync(NotifyWorld.Asha, Channel.Sms, stream, default));
        var entry = Assert.Single(await _world.Catalog.HistoryAsync(PastedListService.Kind, kept.Id));
        Assert.Equal(("Asha Rao", "paste-list", "1 recipient of SMS", "2 lines"), (entry.ActorName, entry.Action, entry.EntityName, entry.Note));
    }

    private Task<Result<Notification>> ApproveAsync(Actor actor, Notification it) => Service.ApproveAsync(actor, it.Id, it.Frozen!.Hash, _world.Catalog.NewId(), default);

    private async Task RefusedAsync(Notification draft, string field) => Assert.Contains((await Service.ReviewAsync(NotifyWorld.Asha, draft, default)).Problems, problem => problem.Field == field);

    private static string Said<T>(Result<T> result)
        where T : class => result.Problems[0].Message;

    private async Task StrangerAsync(int number)
    {
        Assert.True((await _world.Registry.RegisterDeviceAsync(RegistrySource.Job, NotifyWorld.Sub(number), new("phone", NotifyWorld.Token(number), Platform.Android, ""), default)).Ok);
        _world.Catalog.IndexesFollow();
    }

    private async Task<string> PastedAsync(Actor actor, Channel channel, params string[] lines)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        return CatalogWorld.Value(await _world.Catalog.Get<PastedLists>().SaveAsync(actor, channel, stream, default)).Id;
    }

    private async Task<SmsTemplate> TextAsync(SmsKind kind) => CatalogWorld.Value(await _world.Catalog.Get<SmsTemplateService>().SaveAsync(
        NotifyWorld.Asha,
        new() { Id = _world.Catalog.NewId(), Name = "Offer", Kind = kind, Sender = "CLBSHP", EntityId = "1101000000000000001", DltId = "1107000000000000001", Text = "{#var#} off in {#var#}. -CLBSHP" },
        _world.Catalog.NewId(), default));
}
