using System.Text.Json;
using System.Text.Json.Serialization;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Storage.Sealing;

namespace Clubshop.Admin.Registry;

/// <summary>A registration as read, to be written back on the condition of its version.</summary>
internal sealed record StoredRegistration(Registration Registration, Item? Item)
{
    /// <summary>Whether the customer was erased. The tombstone is kept for 90 days, so that late reports do not bring them back.</summary>
    public bool Erased => Item is { IsDeleted: true };

    /// <summary>Whether the registry knows the customer.</summary>
    public bool Exists => Item is { IsDeleted: false };
}

/// <summary>Stores registrations in the <c>customers</c> table, with personal data sealed.</summary>
internal sealed class RegistryStore(TableReader reader, UnauditedWriter unaudited, FieldSealer sealer)
{
    // The underscore keeps these attributes out of the audit log (Attributes.IsTechnical), which must not contain personal data.
    private const string SealedPhone = "_phone";
    private const string PhoneMark = "_phoneMark";
    private const string SealedDevices = "_devices";
    private const string DeviceIds = "devices";
    private const string City = "_city";
    private const string Language = "_language";
    private const string OptOuts = "optOuts";
    private const string TokenField = "token";
    private const string PhoneField = "phone";
    private const string AudienceAttribute = "aud";
    private const string SubAttribute = "sub";

    // The reason of a device whose token cannot be decrypted: its key is gone, or the item was tampered with.
    private const string Unreadable = "UNREADABLE";

    /// <summary>The stored registration, or an empty one.</summary>
    public async Task<StoredRegistration> LoadAsync(string sub, CancellationToken cancellationToken) =>
        await reader.ReadAsync(RegistryKeys.Of(sub), cancellationToken) is { } item
            ? new(await ToRecordAsync(item, cancellationToken), item)
            : new(new() { Sub = sub }, null);

    /// <summary>Writes registrations and their companion items in one transaction.</summary>
    /// <returns>False if one of them has been changed since it was read.</returns>
    public async Task<bool> SaveAsync(IReadOnlyList<(StoredRegistration Before, Registration After)> changes, IEnumerable<RowPut> more, CancellationToken cancellationToken)
    {
        List<RowPut> puts = [];
        foreach (var (before, after) in changes)
        {
            var item = await ToItemAsync(after, before.Item, cancellationToken);
            RowCondition condition = before.Item is { } stored ? new RowCondition.AtVersion(stored.Version) : new RowCondition.Absent();
            puts.Add(new(Table.Customers, item.Set(Attributes.Version, (before.Item?.Version ?? 0) + 1), condition));
            puts.AddRange(Companions(before, after, item));
        }

        return await unaudited.PutAllAsync([.. puts, .. more], cancellationToken);
    }

    /// <summary>The item of a registration, based on the stored one.</summary>
    public async Task<Item> ToItemAsync(Registration registration, Item? before, CancellationToken cancellationToken)
    {
        await sealer.ReadyAsync(cancellationToken);
        var stored = DevicesOf(before).ToList();
        var sealedBefore = stored.DistinctBy(device => device.Mark).ToDictionary(device => device.Mark, device => device.Token);
        List<string> devices = [];
        foreach (var device in registration.Devices)
        {
            if (device.Token.Length == 0 && stored.Find(known => known.Id == device.Id) is { } unread)
            {
                devices.Add(JsonSerializer.Serialize(unread));
                continue;
            }

            var mark = TokenFingerprint(device.Token);
            var token = sealedBefore.GetValueOrDefault(mark) ?? await sealer.SealAsync(device.Token, new(Table.Customers, registration.Sub, TokenField), cancellationToken);
            devices.Add(JsonSerializer.Serialize(new StoredDevice(
                device.Id, token, mark, device.Platform, device.AppVersion, device.LastSeen, device.Dead?.Reason, device.Dead?.At)));
        }

        var phoneMark = registration.Phone is { } phone ? PhoneFingerprint(phone) : null;
        var sealedPhone = phoneMark is null ? null
            : before?.GetStringOrNull(PhoneMark) == phoneMark ? before.GetString(SealedPhone)
            : await sealer.SealAsync(registration.Phone!, new(Table.Customers, registration.Sub, PhoneField), cancellationToken);
        return (before?.Copy() ?? new Item(RegistryKeys.Pk(registration.Sub), RegistryKeys.Registration))
            .Set(City, registration.City).Set(Language, registration.Language)
            .SetStrings(SealedDevices, devices).SetSet(DeviceIds, registration.Devices.Select(device => device.Id))
            .Set(SealedPhone, sealedPhone).Set(PhoneMark, phoneMark)
            .SetSet(OptOuts, registration.OptOuts.Select(channel => channel.ToString().ToLowerInvariant()))
            .Set(Attributes.CreatedAt, registration.Since).Set(Attributes.UpdatedAt, registration.ChangedAt);
    }

    /// <summary>The registration in an item.</summary>
    public async ValueTask<Registration> ToRecordAsync(Item item, CancellationToken cancellationToken)
    {
        var sub = item.Id;
        List<Device> devices = [];
        foreach (var stored in DevicesOf(item))
        {
            var token = await sealer.OpenAsync(stored.Token, new(Table.Customers, sub, TokenField), cancellationToken);
            var dead = stored.Dead ?? (token is null ? Unreadable : null);
            devices.Add(new(stored.Id, token ?? "", stored.Platform, stored.Version, stored.Seen, dead is null ? null : new(dead, stored.DeadAt ?? stored.Seen)));
        }

        return new()
        {
            Sub = sub,
            City = item.GetStringOrNull(City),
            Language = item.GetString(Language, Registration.DefaultLanguage),
            Devices = devices,
            Phone = item.GetStringOrNull(SealedPhone) is { } phone ? AsRead(await sealer.OpenAsync(phone, new(Table.Customers, sub, PhoneField), cancellationToken)) : null,
            OptOuts = [.. item.GetSet(OptOuts).Select(name => Enum.Parse<Channel>(name, ignoreCase: true))],
            Since = item.GetTime(Attributes.CreatedAt) ?? default,
            ChangedAt = item.GetTime(Attributes.UpdatedAt) ?? default,
        };
    }

    /// <summary>The items to write together with a registration: its audiences, and the markers of tokens and phone number.</summary>
    public static IEnumerable<RowPut> Companions(StoredRegistration? before, Registration after, Item item)
    {
        var pk = RegistryKeys.Pk(after.Sub);
        if (before is not { Exists: true })
            yield return new(Table.Customers, AudienceItem(pk, RegistryKeys.InAll, RegistryKeys.AllOf(after.Sub), after.Sub));
        if (after.City is { } city && (before is not { Exists: true } || before.Registration.City != city))
            yield return new(Table.Customers, AudienceItem(pk, RegistryKeys.InCity, RegistryKeys.City(city), after.Sub));

        if (item.GetStringOrNull(PhoneMark) is { } phone && before?.Item?.GetStringOrNull(PhoneMark) != phone)
            yield return new(Table.Customers, new Item(RegistryKeys.PhonePk(phone), after.Sub));

        var known = DevicesOf(before?.Item).Select(device => (device.Mark, device.Id)).ToHashSet();
        foreach (var device in DevicesOf(item).Where(device => !known.Contains((device.Mark, device.Id))))
            yield return new(Table.Customers, TokenItem(device.Mark, after.Sub, device.Id));
    }

    /// <summary>Keys of companion items that no longer belong to a registration.</summary>
    public IEnumerable<ItemKey> StaleCompanions(StoredRegistration before, Registration? after)
    {
        var item = before.Item;
        if (item is null)
            yield break;

        if (before.Registration.City is not null && after?.City is null)
            yield return new(Table.Customers, item.Pk, RegistryKeys.InCity);
        if (item.GetStringOrNull(PhoneMark) is { } phone && (after?.Phone is null || PhoneFingerprint(after.Phone) != phone))
            yield return new(Table.Customers, RegistryKeys.PhonePk(phone), before.Registration.Sub);
    }

    /// <summary>Keys of the markers of tokens that the customer no longer has.</summary>
    public IEnumerable<ItemKey> StaleTokens(StoredRegistration before, Registration? after)
    {
        var devices = after?.Devices ?? [];
        var kept = devices.Where(device => device.Token.Length > 0).Select(device => TokenFingerprint(device.Token)).ToHashSet(StringComparer.Ordinal);
        var unread = devices.Where(device => device.Token.Length == 0).Select(device => device.Id).ToHashSet(StringComparer.Ordinal);
        return DevicesOf(before.Item).Where(device => !kept.Contains(device.Mark) && !unread.Contains(device.Id)).Select(device => RegistryKeys.Token(device.Mark));
    }

    /// <summary>Deletes a marker if it still belongs to this customer.</summary>
    public Task<bool> DropTokenAsync(ItemKey key, string sub, CancellationToken cancellationToken) =>
        unaudited.DeleteAsync(key, new RowCondition.Equal(Attributes.Owner, sub), cancellationToken);

    /// <summary>The owner of a token according to its marker; the registration itself is authoritative.</summary>
    public async Task<(string Sub, string DeviceId)?> OwnerOfAsync(string token, CancellationToken cancellationToken)
    {
        await sealer.ReadyAsync(cancellationToken);
        return await reader.ReadAsync(RegistryKeys.Token(TokenFingerprint(token)), cancellationToken) is { } marker
            ? (marker.GetString(Attributes.Owner), marker.GetString("device"))
            : null;
    }

    /// <summary>The owners of tokens, by token; tokens without an owner are left out.</summary>
    public async Task<IReadOnlyDictionary<string, (string Sub, string DeviceId)>> OwnersOfAsync(IEnumerable<string> tokens, CancellationToken cancellationToken)
    {
        await sealer.ReadyAsync(cancellationToken);
        var keys = tokens.Distinct(StringComparer.Ordinal).ToDictionary(token => token, token => RegistryKeys.Token(TokenFingerprint(token)), StringComparer.Ordinal);
        var found = await reader.ReadManyAsync(keys.Values, cancellationToken);
        return keys.Where(pair => found.ContainsKey(pair.Value)).ToDictionary(
            pair => pair.Key, pair => (found[pair.Value].GetString(Attributes.Owner), found[pair.Value].GetString("device")), StringComparer.Ordinal);
    }

    /// <summary>Partition keys of the markers of a phone number, including spellings stored by earlier versions.</summary>
    public async Task<IReadOnlyList<string>> PhonePksAsync(string phone, CancellationToken cancellationToken)
    {
        await sealer.ReadyAsync(cancellationToken);
        return [.. PhoneReader.FormerSpellings(phone).Prepend(phone).Select(spelling => RegistryKeys.PhonePk(PhoneFingerprint(spelling)))];
    }

    // Normalises a number stored by an earlier version; the next change of the registration writes it back.
    private static string? AsRead(string? phone) => PhoneReader.E164(phone) ?? phone;

    private string PhoneFingerprint(string phone) => sealer.Fingerprint(phone, "registry-phone");

    /// <summary>Adds a city to the list of cities.</summary>
    public Task SaveCityAsync(string city, CancellationToken cancellationToken) =>
        unaudited.PutAsync(Table.Customers, new Item(RegistryKeys.Cities, Fold.Text(city)).Set("name", city), null, cancellationToken);

    /// <summary>The item of a follow.</summary>
    public static Item FollowItem(string sub, Follow follow, DateTimeOffset now)
    {
        var key = RegistryKeys.Of(sub, follow);
        return AudienceItem(key.Pk, key.Sk, RegistryKeys.Audience(follow), sub).Set(Attributes.CreatedAt, now);
    }

    private string TokenFingerprint(string token) => sealer.Fingerprint(token, "registry-token");

    private static Item AudienceItem(string pk, string sk, string audience, string sub) => new Item(pk, sk).Set(AudienceAttribute, audience).Set(SubAttribute, sub);

    private static Item TokenItem(string mark, string sub, string deviceId)
    {
        var key = RegistryKeys.Token(mark);
        return new Item(key.Pk, key.Sk).Set(Attributes.Owner, sub).Set("device", deviceId);
    }

    private static IEnumerable<StoredDevice> DevicesOf(Item? item) =>
        (item?.GetStrings(SealedDevices) ?? []).Select(json => JsonSerializer.Deserialize<StoredDevice>(json)!);

    private sealed record StoredDevice(
        [property: JsonPropertyName("i")] string Id,
        [property: JsonPropertyName("t")] string Token,
        [property: JsonPropertyName("m")] string Mark,
        [property: JsonPropertyName("p"), JsonConverter(typeof(JsonStringEnumConverter<Platform>))] Platform Platform,
        [property: JsonPropertyName("a")] string Version,
        [property: JsonPropertyName("s")] DateTimeOffset Seen,
        [property: JsonPropertyName("d"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Dead,
        [property: JsonPropertyName("e"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? DeadAt);
}
