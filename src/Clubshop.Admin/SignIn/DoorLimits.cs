using System.Collections.Concurrent;
using Clubshop.Admin.Storage;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn;

/// <summary>
/// Slows guessing down, on every form of the door and before Cognito is asked: by address and by account. Only failures count, nobody is
/// locked out, and an account is never slowed at an address it signed in from before by what others do elsewhere: there only failures of that
/// very pair count. Above the limit the audit log gets one entry a minute and address, with a count.
/// </summary>
internal sealed class DoorLimits : BackgroundService
{
    private static readonly TimeSpan AuditEvery = TimeSpan.FromMinutes(1);

    private readonly TableReader _reader;
    private readonly Ledger _ledger;
    private readonly TypedNames _names;
    private readonly DoorAudit _audit;
    private readonly DoorLimitOptions _options;
    private readonly TimeProvider _time;
    private readonly FailureCounts _addresses;
    private readonly FailureCounts _accounts;
    private readonly FailureCounts _pairs;
    private readonly ConcurrentDictionary<string, (int Count, string LastName)> _unwritten = new(StringComparer.Ordinal);

    public DoorLimits(TableReader reader, Ledger ledger, TypedNames names, DoorAudit audit, IOptions<DoorLimitOptions> options, TimeProvider time)
    {
        (_reader, _ledger, _names, _audit, _options, _time) = (reader, ledger, names, audit, options.Value, time);
        _addresses = new(_options.Window, time);
        _accounts = new(_options.Window, time);
        _pairs = new(_options.Window, time);
    }

    /// <summary>Waits as long as the failures before ask for; call it before Cognito.</summary>
    public async Task WaitAsync(Visitor visitor, string typed, CancellationToken cancellationToken)
    {
        var wait = await WaitOfAsync(visitor, typed, cancellationToken);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, _time, cancellationToken);
    }

    /// <summary>How long an answer to this visitor for this name is put off now.</summary>
    internal async Task<TimeSpan> WaitOfAsync(Visitor visitor, string typed, CancellationToken cancellationToken)
    {
        var (address, account) = (AddressOf(visitor), await _names.HashAsync(typed, cancellationToken));
        var byAddress = _options.WaitAfter(_addresses.Of(address), _options.PerAddress);
        var byAccount = _options.WaitAfter(_accounts.Of(account), _options.PerAccount);
        if (byAddress == TimeSpan.Zero && byAccount == TimeSpan.Zero)
            return TimeSpan.Zero;

        return await IsKnownAsync(account, address, cancellationToken)
            ? _options.WaitAfter(_pairs.Of(account + address), _options.PerAccount)
            : byAddress > byAccount ? byAddress : byAccount;
    }

    /// <summary>Counts a failure, and writes it to the audit log: each one up to the limit, above it a count a minute.</summary>
    /// <param name="visitor">From where.</param>
    /// <param name="typed">The name that was typed.</param>
    /// <param name="record">Writes the entry of this one failure.</param>
    public async Task FailedAsync(Visitor visitor, string typed, Func<Task> record)
    {
        var (address, account) = (AddressOf(visitor), await _names.HashAsync(typed, CancellationToken.None));
        var failures = _addresses.Add(address);
        _accounts.Add(account);
        _pairs.Add(account + address);
        if (failures <= _options.PerAddress)
            await record();
        else
            _unwritten.AddOrUpdate(address, _ => (1, typed), (_, before) => (before.Count + 1, typed));
    }

    /// <summary>A whole sign-in: the account's failures from here are forgotten, and the pair is known from now on.</summary>
    public async Task PassedAsync(Visitor visitor, string typed, CancellationToken cancellationToken)
    {
        var (address, account) = (AddressOf(visitor), await _names.HashAsync(typed, cancellationToken));
        _accounts.Clear(account);
        _pairs.Clear(account + address);
        var key = KnownKey(account, address);
        var item = new Item(key.Pk, key.Sk).Set(Attributes.PurgeAt, _time.GetUtcNow().AddDays(_options.KnownDays).ToUnixTimeSeconds());
        await _ledger.PutAsync(key.Table, item, null, cancellationToken);
    }

    /// <summary>Writes the counts that are due: one entry an address.</summary>
    internal async Task WriteCountsAsync()
    {
        foreach (var address in _unwritten.Keys.ToList())
        {
            if (_unwritten.TryRemove(address, out var counted))
            {
                await _audit.RecordUnprovedAsync(
                    new(address, "http", null), DoorActions.RefuseSignIn, counted.LastName,
                    $"{counted.Count} further refused tries from this address in a minute; the last under this name");
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(AuditEvery, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await WriteCountsAsync();
                _addresses.Sweep();
                _accounts.Sweep();
                _pairs.Sweep();
            }
        }
        finally
        {
            await WriteCountsAsync(); // what was counted since the last minute is not lost with the process
        }
    }

    private async Task<bool> IsKnownAsync(string account, string address, CancellationToken cancellationToken) =>
        await _reader.ReadAsync(KnownKey(account, address), cancellationToken) is not null;

    private static ItemKey KnownKey(string account, string address) => new(Table.System, "NAME#" + account, "FROM#" + address);

    // A home has a /64 of IPv6; single addresses of it cost an attacker nothing.
    private static string AddressOf(Visitor visitor)
    {
        if (!System.Net.IPAddress.TryParse(visitor.Address, out var address))
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4().ToString();
        if (address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetworkV6)
            return address.ToString();

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new System.Net.IPAddress(bytes) + "/64";
    }
}
