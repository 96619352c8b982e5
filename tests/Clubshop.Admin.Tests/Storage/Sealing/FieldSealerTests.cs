using System.Text;
using Amazon.KeyManagementService.Model;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Storage.Sealing;
using Clubshop.Admin.Tests.Testing;

namespace Clubshop.Admin.Tests.Storage.Sealing;

/// <summary>Personal fields are sealed for their place, by keys that KMS alone opens, and nothing tells what is in them.</summary>
public sealed class FieldSealerTests : IAsyncLifetime
{
    private const string Secret = "vimala.marker@personal-marker.example";
    private static readonly FieldPlace Place = new(Table.Customers, "c-1", "email");

    private StorageHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await StorageHost.StartAsync(faults: false);
        await _host.MakeSealingKeyAsync();
        _host.Faults.Restart();
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData(Secret)]
    [InlineData("+919876543210")]
    [InlineData("विमला 🎁")]
    public async Task Field_SealedAndOpenedAtItsPlace_IsTheSame(string plain)
    {
        var text = await _host.Sealer.SealAsync(plain, Place, CancellationToken.None);

        Assert.Equal(plain, await OpenAsync(text));
        if (plain.Length > 0) Assert.DoesNotContain(plain, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Field_SealedTwice_DoesNotShowThatItIsTheSame()
    {
        var once = await SealAsync();

        Assert.NotEqual(once, await SealAsync());
    }

    [Theory]
    [InlineData("Staff", "c-1", "email")]
    [InlineData("Customers", "c-2", "email")]
    [InlineData("Customers", "c-1", "phone")]
    [InlineData("Customers", "c-1e", "mail")]
    public async Task Field_AtAnotherPlace_DoesNotOpen(string table, string id, string field)
    {
        var text = await SealAsync();

        Assert.Null(await _host.Sealer.OpenAsync(text, new(Table.Common.Single(one => one.Name == table), id, field), CancellationToken.None));
        Assert.Contains("was changed or moved", _host.SealingLog.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, _host.SealingLog.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Field_ChangedInAnyLetter_DoesNotOpen()
    {
        var text = await SealAsync();
        for (var at = 0; at < text.Length; at++)
        {
            foreach (var letter in "A-_.z9")
            {
                if (text[at] == letter) continue;
                var changed = text[..at] + letter + text[(at + 1)..];
                Assert.True(await OpenAsync(changed) is null, $"opens with '{letter}' at {at}");
            }

            Assert.True(await OpenAsync(text[..at]) is null, $"opens cut at {at}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain text")]
    [InlineData("s1..")]
    [InlineData("s1.x.")]
    [InlineData("s1.no-such-key.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("s2.x.AAAA")]
    [InlineData("s1.a.b.c")]
    public async Task Text_ThatIsNotSealed_DoesNotOpen(string text) => Assert.Null(await OpenAsync(text));

    [Fact]
    public async Task Text_WithHalfACharacter_IsRefusedWithoutBeingTold()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => _host.Sealer.SealAsync("marker\ud83c", Place, CancellationToken.None));

        Assert.DoesNotContain("marker", refused.ToString().Replace("\"marker", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_FiftyThousandOpened_AskKmsOnceForTheirDataKey()
    {
        var fields = new List<(FieldPlace Place, string Text)>();
        for (var i = 0; i < 50_000; i++)
        {
            var place = new FieldPlace(Table.Customers, $"c-{i}", "name");
            fields.Add((place, await _host.Sealer.SealAsync($"n{i}", place, CancellationToken.None)));
        }

        await using var other = _host.Another();

        var opened = await Task.WhenAll(fields.Select(field => other.Sealer.OpenAsync(field.Text, field.Place, CancellationToken.None)));

        Assert.Equal(Enumerable.Range(0, 50_000).Select(i => $"n{i}"), opened);
        Assert.Equal(["GetItem", "Decrypt"], other.Faults.Operations);
        Assert.Single(_host.Faults.Operations, operation => operation is "GenerateDataKey");
    }

    [Fact]
    public async Task Instances_Two_SealUnderTheSameDataKey()
    {
        var text = await SealAsync();
        await using var other = _host.Another();

        var second = await other.Sealer.SealAsync(Secret, Place, CancellationToken.None);

        Assert.Equal(text.Split('.')[1], second.Split('.')[1]);
        Assert.Equal(Secret, await OpenAsync(second));
    }

    [Fact]
    public async Task DataKey_ThatServedItsTime_IsFollowedByAnother()
    {
        var old = await SealAsync();
        _host.Clock.Advance(_host.Sealing.RotateAfter);
        var young = await SealAsync();

        Assert.NotEqual(old.Split('.')[1], young.Split('.')[1]);
        Assert.Equal(Secret, await OpenAsync(old));
        Assert.Equal(Secret, await OpenAsync(young));
    }

    [Fact]
    public async Task KmsKey_Rotated_OpensWhatWasSealedBefore()
    {
        var old = await SealAsync();
        await _host.Kms.RotateKeyOnDemandAsync(new RotateKeyOnDemandRequest { KeyId = await KeyIdAsync() });
        await using var other = _host.Another();

        Assert.Equal(Secret, await other.Sealer.OpenAsync(old, Place, CancellationToken.None));
        Assert.Equal(Secret, await OpenAsync(await SealAsync()));
    }

    [Fact]
    public async Task KmsKey_Replaced_SealsUnderTheNewAndOpensTheOld()
    {
        var old = await SealAsync();
        var next = (await _host.Kms.CreateKeyAsync(new CreateKeyRequest())).KeyMetadata;
        await _host.Kms.UpdateAliasAsync(new UpdateAliasRequest { AliasName = SealingOptions.DefaultKeyId, TargetKeyId = next.KeyId });
        await using var other = _host.Another();

        var young = await other.Sealer.SealAsync(Secret, Place, CancellationToken.None);

        Assert.NotEqual(old.Split('.')[1], young.Split('.')[1]);
        Assert.Equal(Secret, await other.Sealer.OpenAsync(old, Place, CancellationToken.None));
        await _host.Kms.DisableKeyAsync(new DisableKeyRequest { KeyId = next.KeyId });
        await using var third = _host.Another();
        Assert.Equal(Secret, await third.Sealer.OpenAsync(old, Place, CancellationToken.None));
        await Assert.ThrowsAsync<SealingUnavailableException>(() => third.Sealer.OpenAsync(young, Place, CancellationToken.None));
    }

    [Theory]
    [InlineData(Fault.NotSent)]
    [InlineData(Fault.ServerError)]
    [InlineData(Fault.AnswerLost)]
    public async Task Kms_Down_IsSaidAndNothingIsKept(object fault)
    {
        var (opened, before) = (await SealAsync(), await RingAsync());
        await using var other = _host.Another();
        other.Clock.Advance(_host.Sealing.RotateAfter);
        other.Faults.Decide = (_, operation) => operation is "GenerateDataKey" or "Decrypt" or "DescribeKey" ? (Fault)fault : Fault.None;

        var refused = await Assert.ThrowsAsync<SealingUnavailableException>(() => other.Sealer.SealAsync(Secret, Place, CancellationToken.None));
        await Assert.ThrowsAsync<SealingUnavailableException>(() => other.Sealer.OpenAsync(opened, Place, CancellationToken.None));

        Assert.True(refused.MayPass);
        Assert.True(Outages.MayPass(refused));
        Assert.DoesNotContain(Secret, refused.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await RingAsync());
        other.Faults.Decide = (_, _) => Fault.None;
        Assert.Equal(Secret, await other.Sealer.OpenAsync(opened, Place, CancellationToken.None));
        Assert.Equal(Secret, await OpenAsync(await other.Sealer.SealAsync(Secret, Place, CancellationToken.None)));
    }

    [Fact]
    public async Task Kms_DownWhileTheDataKeyIsInMemory_IsNotNoticed()
    {
        var text = await SealAsync();
        _host.Faults.Decide = (_, _) => Fault.NotSent;

        Assert.Equal(Secret, await OpenAsync(text));
        await SealAsync();
    }

    [Fact]
    public async Task Key_SwitchedOff_StopsOpeningWithinTheHour()
    {
        var text = await SealAsync();
        await _host.Kms.DisableKeyAsync(new DisableKeyRequest { KeyId = await KeyIdAsync() });
        Assert.Equal(Secret, await OpenAsync(text));
        _host.Clock.Advance(_host.Sealing.CacheFor);

        var refused = await Assert.ThrowsAsync<SealingUnavailableException>(() => OpenAsync(text));

        Assert.False(refused.MayPass);
        Assert.Contains("Sealing:KeyId", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<SealingUnavailableException>(SealAsync);
    }

    [Fact]
    public async Task Key_Missing_IsNamedWithItsSetting()
    {
        _host.Sealing.KeyId = "alias/nobody-made-this";

        var refused = await Assert.ThrowsAsync<SealingUnavailableException>(SealAsync);

        Assert.Contains("alias/nobody-made-this (Sealing:KeyId)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataKey_ChangedInItsTable_OpensNothing()
    {
        var text = await SealAsync();
        foreach (var item in await RingItemsAsync())
        {
            var blob = item.GetBytes("blob").ToArray();
            blob[^1] ^= 1;
            await _host.UnauditedWriter.PutAsync(Table.System, item.Copy().SetBytes("blob", blob), null, CancellationToken.None);
        }

        await using var other = _host.Another();

        Assert.Null(await other.Sealer.OpenAsync(text, Place, CancellationToken.None));
    }

    [Fact]
    public async Task Fingerprint_OfTheSameText_IsTheSameOnEveryInstanceAndForOnePurposeAlone()
    {
        await using var other = _host.Another();
        await other.Sealer.ReadyAsync(CancellationToken.None);
        await _host.Sealer.ReadyAsync(CancellationToken.None);

        var mark = _host.Sealer.Fingerprint("+919876543210", "registry-phone");

        Assert.Equal(mark, other.Sealer.Fingerprint("+919876543210", "registry-phone"));
        Assert.Equal(43, mark.Length);
        Assert.NotEqual(mark, _host.Sealer.Fingerprint("+919876543211", "registry-phone"));
        Assert.NotEqual(mark, _host.Sealer.Fingerprint("+919876543210", "registry-token"));
        Assert.NotEqual(_host.Sealer.Fingerprint("bc", "a"), _host.Sealer.Fingerprint("c", "ab"));
    }

    [Fact]
    public async Task Fingerprint_MadeByManyAtOnce_HasOneKey()
    {
        await using var other = _host.Another();

        var marks = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
        {
            var sealer = (i % 2 == 0 ? _host : other).Sealer;
            await sealer.ReadyAsync(CancellationToken.None);
            return sealer.Fingerprint("x", "y");
        })));

        Assert.Single(marks.Distinct());
    }

    [Fact]
    public void Fingerprint_BeforeItsKeyIsLoaded_ThrowsInsteadOfWaiting() =>
        Assert.Throws<InvalidOperationException>(() => _host.Sealer.Fingerprint("x", "y"));

    [Fact]
    public async Task Store_AfterSealing_HoldsNeitherTextNorKeyInTheClear()
    {
        await SealAsync();
        await _host.Sealer.ReadyAsync(CancellationToken.None);
        _host.Sealer.Fingerprint(Secret, "email");

        foreach (var item in await RingItemsAsync())
        {
            Assert.True(item.GetBytes("blob").Length > 60);
            Assert.DoesNotContain(Secret, Encoding.Latin1.GetString(item.GetBytes("blob").Span), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Fields_AtRandom_OpenAtTheirPlaceAndNoOther()
    {
        const int seed = 20261121;
        var random = new Random(seed);
        var places = Enumerable.Range(0, 40).Select(_ => new FieldPlace(TestPortal.Tables[random.Next(TestPortal.Tables.Count)], Word(random), Word(random))).Distinct().ToList();
        var texts = new List<(string Plain, string Sealed, FieldPlace Place)>();
        foreach (var place in places)
        {
            var plain = Word(random);
            texts.Add((plain, await _host.Sealer.SealAsync(plain, place, CancellationToken.None), place));
            if (random.Next(5) == 0) _host.Clock.Advance(TimeSpan.FromDays(random.Next(40)));
        }

        foreach (var (plain, text, place) in texts)
        {
            foreach (var other in places)
                Assert.True(await _host.Sealer.OpenAsync(text, other, CancellationToken.None) == (other == place ? plain : null), $"seed {seed}: {place} at {other}");
        }
    }

    private static string Word(Random random) => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => "ab\0é🎁"[random.Next(4)]));

    private Task<string> SealAsync() => _host.Sealer.SealAsync(Secret, Place, CancellationToken.None);

    private Task<string?> OpenAsync(string text) => _host.Sealer.OpenAsync(text, Place, CancellationToken.None);

    private async Task<string> KeyIdAsync() =>
        (await _host.Kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = SealingOptions.DefaultKeyId })).KeyMetadata.KeyId;

    private Task<List<Item>> RingItemsAsync() => _host.AllAsync(new(Table.System, "SEALING") { Consistent = true });

    private async Task<string> RingAsync() => string.Join('\n', (await RingItemsAsync()).Select(item => item.Sk));
}
