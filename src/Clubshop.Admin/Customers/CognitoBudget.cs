using System.Security.Cryptography;
using Amazon.CognitoIdentityProvider.Model;
using Amazon.Runtime;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Customers;

/// <summary>
/// Cognito's categories of operations, each with a rate of its own that all pools of an account share (Developer Guide, "Quotas in Amazon
/// Cognito").
/// </summary>
internal enum CognitoRate
{
    /// <summary>ListUsers: 30 a second.</summary>
    UserList,

    /// <summary>AdminGetUser: 120.</summary>
    UserRead,

    /// <summary>AdminListGroupsForUser: 50.</summary>
    UserResourceRead,

    /// <summary>AdminUpdateUserAttributes, AdminEnableUser, AdminDeleteUser and the like: 25.</summary>
    UserUpdate,

    /// <summary>AdminResetUserPassword, ResendConfirmationCode: 30.</summary>
    UserAccountRecovery,

    /// <summary>AdminDeleteSoftwareToken, AdminSetUserMFAPreference: 25.</summary>
    UserResourceUpdate,
}

/// <summary>Cognito is asked too often, by everybody together, and stayed so for as long as we wait.</summary>
internal sealed class CognitoBusyException(Exception? inner) : Exception("Cognito takes no more requests at present.", inner);

/// <summary>
/// Keeps calls within Cognito's rates: a token bucket per category, shared by the whole instance, and retries with jitter where Cognito
/// refuses all the same. A call waits, and says so, rather than fail.
/// </summary>
internal sealed class CognitoBudget(IOptions<CustomerOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Noticeable = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);

    private readonly Dictionary<CognitoRate, TokenBucket> _buckets = Enum.GetValues<CognitoRate>()
        .ToDictionary(rate => rate, rate => new TokenBucket(PerSecond(rate) * options.Value.QuotaShare, time));

    /// <summary>Cognito's own rate, requests a second.</summary>
    public static int PerSecond(CognitoRate rate) => rate switch
    {
        CognitoRate.UserList => 30,
        CognitoRate.UserRead => 120,
        CognitoRate.UserResourceRead => 50,
        CognitoRate.UserAccountRecovery => 30,
        _ => 25,
    };

    /// <summary>Makes a call when the budget has room, and again while Cognito says "too many".</summary>
    /// <param name="rate">What the call counts towards.</param>
    /// <param name="call">The call.</param>
    /// <param name="waits">Told how long it will be before the next try, where a person would notice.</param>
    /// <param name="cancellationToken">Gives up; what was not used of the budget is given back.</param>
    /// <exception cref="CognitoBusyException">It stayed busy for <see cref="CustomerOptions.PatienceSeconds"/>.</exception>
    public async Task<T> RunAsync<T>(CognitoRate rate, Func<CancellationToken, Task<T>> call, IProgress<TimeSpan>? waits, CancellationToken cancellationToken)
    {
        var bucket = _buckets[rate];
        var patience = new Patience(time, TimeSpan.FromSeconds(options.Value.PatienceSeconds));
        for (var attempt = 0; ; attempt++)
        {
            await TurnAsync(bucket, patience, waits, cancellationToken);
            try
            {
                return await call(cancellationToken);
            }
            catch (Exception refused) when (IsThrottle(refused))
            {
                bucket.Slow();
                var pause = Pause(attempt);
                if (pause > patience.Left)
                    throw new CognitoBusyException(refused);

                waits?.Report(pause);
                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }

    /// <summary>Whether Cognito refused for the number of requests; the same request will be answered later.</summary>
    public static bool IsThrottle(Exception exception) =>
        exception is TooManyRequestsException || exception is AmazonServiceException { ErrorCode: "ThrottlingException" or "TooManyRequestsException" };

    private async Task TurnAsync(TokenBucket bucket, Patience patience, IProgress<TimeSpan>? waits, CancellationToken cancellationToken)
    {
        var wait = bucket.Take();
        if (wait == TimeSpan.Zero)
            return;

        if (wait > patience.Left)
        {
            bucket.GiveBack();
            throw new CognitoBusyException(null);
        }

        if (wait >= Noticeable)
            waits?.Report(wait);
        try
        {
            await Task.Delay(wait, time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            bucket.GiveBack();
            throw;
        }
    }

    // Full jitter: those who were refused together do not come back together.
    private static TimeSpan Pause(int attempt)
    {
        var most = Math.Min(LongestPause.TotalMilliseconds, FirstPause.TotalMilliseconds * Math.Pow(2, attempt));
        return TimeSpan.FromMilliseconds((most / 2) + RandomNumberGenerator.GetInt32((int)(most / 2) + 1));
    }

    // By the monotonic clock: a machine whose time is set does not wait for ever.
    private sealed class Patience(TimeProvider time, TimeSpan all)
    {
        private readonly long _began = time.GetTimestamp();

        public TimeSpan Left => all - time.GetElapsedTime(_began);
    }
}
