using System.Collections.Concurrent;

namespace Clubshop.LocalAws.Cognito.Pools;

/// <summary>
/// The users of one pool: by user name, by sub, by the attributes they sign in with, by group, and in order of creation for listings.
/// Reads take no lock but for listings; the indexes follow each put.
/// </summary>
internal sealed class UserDirectory
{
    private readonly ConcurrentDictionary<string, UserRecord> _byName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _nameBySub = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _nameByAlias = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<long>> _members = new(StringComparer.Ordinal);
    private readonly SortedList<long, string> _order = [];
    private readonly Lock _gate = new();
    private long _lastSequence;
    private UserRecord[]? _listing;

    public int Count => _byName.Count;

    /// <summary>The next position in listings.</summary>
    public long NextSequence()
    {
        lock (_gate)
            return ++_lastSequence;
    }

    /// <summary>The key under which a user name is kept: without case unless the pool minds it.</summary>
    public static string NameKey(PoolRules rules, string username) => rules.CaseSensitive ? username : username.ToLowerInvariant();

    /// <summary>The key of an alias: attribute and value.</summary>
    public static string AliasKey(PoolRules rules, string attribute, string value) =>
        attribute + ":" + (rules.CaseSensitive ? value : value.ToLowerInvariant());

    public UserRecord? ByName(PoolRules rules, string username) => _byName.GetValueOrDefault(NameKey(rules, username));

    /// <summary>By user name, sub, or an attribute that the pool's people sign in with.</summary>
    public UserRecord? Find(PoolRules rules, string name)
    {
        if (_byName.TryGetValue(NameKey(rules, name), out var user))
            return user;
        if (_nameBySub.TryGetValue(name, out var key) && _byName.TryGetValue(key, out user))
            return user;
        foreach (var attribute in rules.UsernameAttributes.Concat(rules.AliasAttributes))
        {
            if (_nameByAlias.TryGetValue(AliasKey(rules, attribute, name), out key) && _byName.TryGetValue(key, out user))
                return user;
        }

        return null;
    }

    /// <summary>The user who holds an alias, or null.</summary>
    public UserRecord? ByAlias(PoolRules rules, string attribute, string value) =>
        _nameByAlias.TryGetValue(AliasKey(rules, attribute, value), out var key) ? _byName.GetValueOrDefault(key) : null;

    /// <summary>Takes the alias for a user before the change is written; false when somebody else has it.</summary>
    public bool Reserve(PoolRules rules, string attribute, string value, string username) =>
        _nameByAlias.GetOrAdd(AliasKey(rules, attribute, value), NameKey(rules, username)) == NameKey(rules, username);

    /// <summary>Gives an alias back whose change was not written.</summary>
    public void Release(PoolRules rules, string attribute, string value, string username) =>
        _nameByAlias.TryRemove(KeyValuePair.Create(AliasKey(rules, attribute, value), NameKey(rules, username)));

    public void Put(PoolRules rules, UserRecord user)
    {
        user = SharedTexts.Of(user);
        var key = NameKey(rules, user.Username);
        _byName.TryGetValue(key, out var before);
        var aliases = Aliases(rules, user).ToList();
        foreach (var alias in aliases)
            _nameByAlias[alias] = key;
        _byName[key] = user;
        _nameBySub[user.Sub] = key;
        if (before is not null)
        {
            foreach (var alias in Aliases(rules, before).Except(aliases, StringComparer.Ordinal))
                _nameByAlias.TryRemove(KeyValuePair.Create(alias, key));
        }

        lock (_gate)
        {
            _listing = null;
            _lastSequence = Math.Max(_lastSequence, user.Sequence);
            _order[user.Sequence] = key;
            if (before is not null && before.Groups.SequenceEqual(user.Groups, StringComparer.Ordinal))
                return;
            foreach (var group in before?.Groups ?? [])
                Members(group).Remove(user.Sequence);
            foreach (var group in user.Groups)
                Members(group).Add(user.Sequence);
        }
    }

    public void Remove(PoolRules rules, string username)
    {
        if (!_byName.TryRemove(NameKey(rules, username), out var user))
            return;
        _nameBySub.TryRemove(user.Sub, out _);
        foreach (var alias in Aliases(rules, user))
            _nameByAlias.TryRemove(KeyValuePair.Create(alias, NameKey(rules, username)));
        lock (_gate)
        {
            _listing = null;
            _order.Remove(user.Sequence);
            foreach (var group in user.Groups)
                Members(group).Remove(user.Sequence);
        }
    }

    /// <summary>Everybody after a position, in order of creation; the records are those of the moment of the call.</summary>
    public ArraySegment<UserRecord> After(long sequence)
    {
        lock (_gate)
        {
            // Rebuilt only after a change: lists are read far more often, and with many users each copy would cost milliseconds.
            _listing ??= [.. _order.Values.Select(key => _byName.GetValueOrDefault(key)).OfType<UserRecord>()];
            int low = 0, high = _listing.Length;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (_listing[middle].Sequence <= sequence)
                    low = middle + 1;
                else
                    high = middle;
            }

            return new(_listing, low, _listing.Length - low);
        }
    }

    /// <summary>The members of a group after a position.</summary>
    public List<UserRecord> MembersAfter(string group, long sequence)
    {
        lock (_gate)
        {
            if (!_members.TryGetValue(group, out var members))
                return [];
            var users = new List<UserRecord>();
            foreach (var member in members.GetViewBetween(sequence + 1, long.MaxValue))
            {
                if (_order.TryGetValue(member, out var key) && _byName.TryGetValue(key, out var user))
                    users.Add(user);
            }

            return users;
        }
    }

    /// <summary>The keys in the alias index that a user's attributes make.</summary>
    private static IEnumerable<string> Aliases(PoolRules rules, UserRecord user)
    {
        foreach (var attribute in rules.UsernameAttributes)
        {
            if (user.Attribute(attribute) is { } value)
                yield return AliasKey(rules, attribute, value);
        }

        foreach (var attribute in rules.AliasAttributes)
        {
            // preferred_username has no verification; e-mail and phone number are aliases once verified.
            if (user.Attribute(attribute) is { } value && (attribute == "preferred_username" || user.Verified(attribute)))
                yield return AliasKey(rules, attribute, value);
        }
    }

    private SortedSet<long> Members(string group)
    {
        if (!_members.TryGetValue(group, out var members))
            _members[group] = members = [];
        return members;
    }
}
