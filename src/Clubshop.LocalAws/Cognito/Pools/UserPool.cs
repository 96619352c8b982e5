using System.Collections.Concurrent;
using Clubshop.LocalAws.Cognito.Tokens;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Pools;

/// <summary>A pool in memory: its record, what the record means, its users and groups.</summary>
internal sealed class UserPool
{
    private readonly Lock _keysGate = new();
    private Task<PoolKeys>? _keys;

    public UserPool(PoolRecord record)
    {
        Record = record;
        Rules = new PoolRules(record);
    }

    public PoolRecord Record { get; private set; }

    public PoolRules Rules { get; private set; }

    public string Id => Record.Id;

    /// <summary>The name that SRP hashes: what follows the underscore of the id.</summary>
    public string SrpName => Id[(Id.IndexOf('_', StringComparison.Ordinal) + 1)..];

    public UserDirectory Users { get; } = new();

    public ConcurrentDictionary<string, GroupRecord> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>The user, or UserNotFoundException.</summary>
    public UserRecord User(string name) => Users.Find(Rules, name) ?? throw Refusals.NoSuchUser();

    public GroupRecord Group(string name) => Groups.GetValueOrDefault(name) ?? throw Refusals.NoSuchGroup();

    public void Put(PoolRecord record)
    {
        Record = record;
        Rules = new PoolRules(record);
    }

    public void PutKeys(PoolKeys keys)
    {
        lock (_keysGate)
            _keys = Task.FromResult(keys);
    }

    /// <summary>The keys, made by <paramref name="make"/> when there are none yet; simultaneous callers share one call.</summary>
    public Task<PoolKeys> KeysAsync(Func<Task<PoolKeys>> make)
    {
        lock (_keysGate)
        {
            if (_keys is null or { IsFaulted: true })
                _keys = make();
            return _keys;
        }
    }

    /// <summary>The keys when they are there.</summary>
    public PoolKeys? KeysIfMade
    {
        get
        {
            lock (_keysGate)
                return _keys is { IsCompletedSuccessfully: true } keys ? keys.Result : null;
        }
    }

    /// <summary>A user's groups, highest first: by precedence, then by name.</summary>
    public IReadOnlyList<GroupRecord> GroupsOf(UserRecord user) =>
    [
        .. user.Groups
            .Select(name => Groups.GetValueOrDefault(name))
            .OfType<GroupRecord>()
            .OrderBy(group => group.Precedence ?? long.MaxValue)
            .ThenBy(group => group.Name, StringComparer.Ordinal),
    ];
}
