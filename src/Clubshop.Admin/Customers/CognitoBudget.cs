using System.Security.Cryptography;
using Amazon.CognitoIdentityProvider.Model;
using Amazon.Runtime;
using Clubshop.Admin.Storage;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Customers;

/// <summary>
/// Cognito's categories of operations. Each has its own rate, which all pools of an account share (Developer Guide, "Quotas in Amazon Cognito").
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

/// <summary>Cognito kept refusing calls because of their number, for as long as we wait.</summary>
internal sealed class CognitoBusyException(Exception? inner) : Exception("Cognito takes no more requests at present.", inner);

/// <summary>
/// Keeps calls within Cognito's rates: one limit per category over all instances (<see cref="SharedRate"/>), each instance's own beside it, which slows
/// down by itself, and retries with jitter when Cognito throttles all the same. A call waits, and reports that it does, rather than fail.
/// </summary>
internal sealed class CognitoBudget(IOptions<CustomerOptions> options, UnauditedWriter rows, TimeProvider time, ILogger<CognitoBudget> logger)
{
    private static readonly TimeSpan Noticeable = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);

    private readonly Dictionary<CognitoRate, AdaptiveRateLimit> _limits = Enum.GetValues<CognitoRate>()
        .ToDictionary(rate => rate, rate => new AdaptiveRateLimit(PerSecond(rate) * options.Value.QuotaShare, time));

    private readonly Dictionary<CognitoRate, SharedRate> _shared = Enum.GetValues<CognitoRate>().ToDictionary(
        rate => rate,
        rate =>
        {
            var perSecond = PerSecond(rate) * options.Value.QuotaShare;
            return new SharedRate(rows, "COGNITO", perSecond, Math.Max(1, perSecond), TimeSpan.FromSeconds(options.Value.PatienceSeconds), time, logger);
        });

    /// <summary>Cognito's default rate, in requests a second.</summary>
    public static int PerSecond(CognitoRate rate) => rate switch
    {
        CognitoRate.UserList => 30,
        CognitoRate.UserRead => 120,
        CognitoRate.UserResourceRead => 50,
        CognitoRate.UserAccountRecovery => 30,
        _ => 25,
    };

    /// <summary>Makes a call when the budget has room, and repeats it while Cognito throttles.</summary>
    /// <param name="rate">What the call counts towards.</param>
    /// <param name="call">The call.</param>
    /// <param name="waits">Receives the time until the next try when it is long enough to notice.</param>
    /// <param name="cancellationToken">Gives up; an unused turn goes back to the budget.</param>
    /// <exception cref="CognitoBusyException">Cognito stayed busy for <see cref="CustomerOptions.PatienceSeconds"/>.</exception>
    public async Task<T> RunAsync<T>(CognitoRate rate, Func<CancellationToken, Task<T>> call, IProgress<TimeSpan>? waits, CancellationToken cancellationToken)
    {
        var limit = new Limit(_limits[rate], _shared[rate], rate.ToString());
        var patience = new Patience(time, TimeSpan.FromSeconds(options.Value.PatienceSeconds));
        for (var attempt = 0; ; attempt++)
        {
            await WaitForTurnAsync(limit, patience, waits, cancellationToken);
            try
            {
                return await call(cancellationToken);
            }
            catch (Exception refused) when (IsThrottle(refused))
            {
                limit.Own.Slow();
                var pause = Pause(attempt);
                if (pause > patience.Left)
                    throw new CognitoBusyException(refused);

                waits?.Report(pause);
                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }

    /// <summary>Whether Cognito throttled the request; the same request will succeed later.</summary>
    public static bool IsThrottle(Exception exception) =>
        exception is TooManyRequestsException || exception is AmazonServiceException { ErrorCode: "ThrottlingException" or "TooManyRequestsException" };

    private async Task WaitForTurnAsync(Limit limit, Patience patience, IProgress<TimeSpan>? waits, CancellationToken cancellationToken)
    {
        var wait = limit.Own.Reserve();
        try
        {
            if (wait > patience.Left)
                throw new CognitoBusyException(null);

            var turn = await limit.All.TakeAsync(limit.Key, 1, cancellationToken);
            if (!turn.Taken)
                throw new CognitoBusyException(null);

            wait = turn.Wait > wait ? turn.Wait : wait;
            try
            {
                if (wait > patience.Left)
                    throw new CognitoBusyException(null);
                if (wait >= Noticeable)
                    waits?.Report(wait);
                if (wait > TimeSpan.Zero)
                    await Task.Delay(wait, time, cancellationToken);
            }
            catch
            {
                limit.All.GiveBack(limit.Key, 1);
                throw;
            }
        }
        catch
        {
            limit.Own.GiveBack();
            throw;
        }
    }

    // Jitter: calls that were refused together do not return together.
    private static TimeSpan Pause(int attempt)
    {
        var most = Math.Min(LongestPause.TotalMilliseconds, FirstPause.TotalMilliseconds * Math.Pow(2, attempt));
        return TimeSpan.FromMilliseconds((most / 2) + RandomNumberGenerator.GetInt32((int)(most / 2) + 1));
    }

    // What this instance may do, and what all may do together.
    private readonly record struct Limit(AdaptiveRateLimit Own, SharedRate All, string Key);

    // By the monotonic clock, so that setting the machine's time does not make a call wait for ever.
    private sealed class Patience(TimeProvider time, TimeSpan all)
    {
        private readonly long _began = time.GetTimestamp();

        public TimeSpan Left => all - time.GetElapsedTime(_began);
    }
}
