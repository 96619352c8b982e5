using Clubshop.Admin.SignIn;
using Clubshop.Admin.SignIn.Limits;
using CsCheck;

namespace Clubshop.Admin.Tests.SignIn;

/// <summary>The pure parts of sign-in, against simple models of them.</summary>
public sealed class SignInFuzzTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 29, 9, 0, 0, TimeSpan.Zero);

    // What an attacker and the clock can do: make a try, see one fail, pass or give up, and let time pass.
    private static readonly Gen<(int What, int Which, int Milliseconds)> Step = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 40], Gen.Int[0, 20_000]);

    [Fact]
    public void Tries_InWhateverOrder_NeverBeginSoonerThanInARow() =>
        Gen.Select(Step.Array[1, 80], Gen.Int[1, 8], Gen.Int[1, 3_000], Gen.Int[0, 30_000]).Sample((steps, allowed, first, most) =>
        {
            var options = new SignInLimitOptions { PerAccount = allowed, FirstWaitMilliseconds = first, MostWaitMilliseconds = most };
            var (now, state) = (Start, AttemptState.None);
            var open = new List<DateTimeOffset>();
            var failedAt = new List<DateTimeOffset>();
            var lastWaiting = DateTimeOffset.MinValue;
            foreach (var (what, which, milliseconds) in steps)
            {
                switch (what)
                {
                    case < 5: // a try
                        var begins = state.StartAt(now, allowed, options);
                        if (begins - now > options.LongestQueue)
                            break;

                        state = state.Entered(now, begins, queued: true);
                        open.Add(begins);
                        var wait = options.WaitAfter(Recent(failedAt, now, options.Window), allowed);
                        Assert.True(begins >= now + wait, $"{begins - now} is less than {wait}");
                        Assert.True(wait == TimeSpan.Zero || begins >= lastWaiting + wait || lastWaiting <= now, $"{begins - lastWaiting} after the one before is less than {wait}");
                        if (begins > now)
                            lastWaiting = begins;
                        break;
                    case < 7 when open.Count > 0: // one fails, once it has begun
                        var failing = open[which % open.Count];
                        now = failing > now ? failing : now;
                        open.Remove(failing);
                        state = state.AfterFailure(now, options.Window);
                        failedAt.Add(now);
                        break;
                    case 7 when open.Count > 0: // one is given back
                        open.RemoveAt(which % open.Count);
                        state = state.AfterPass(now, forget: false);
                        break;
                    default:
                        now += TimeSpan.FromMilliseconds(milliseconds);
                        break;
                }

                // What failed within the window is never forgotten before its end.
                Assert.True(state.CountAt(now) >= Recent(failedAt, now, options.Window));
            }
        });

    [Fact]
    public void Tries_WithinAMinute_AreNeverMoreThanTheLimitsAllow() =>
        Gen.Select(Gen.Int[0, 5_000].Array[1, 200], Gen.Int[1, 10]).Sample((pauses, allowed) =>
        {
            // Every try fails the moment it begins; they come as fast as the attacker likes, at once or not.
            var options = new SignInLimitOptions { PerAccount = allowed };
            var (now, state) = (Start, AttemptState.None);
            var begun = new List<DateTimeOffset>();
            foreach (var pause in pauses)
            {
                now += TimeSpan.FromMilliseconds(pause / 10);
                var begins = state.StartAt(now, allowed, options);
                if (begins - now > options.LongestQueue)
                    continue;

                state = state.Entered(now, begins, queued: true).AfterFailure(now, options.Window);
                begun.Add(begins);
            }

            // In a row: the allowed ones at once, then after 0.5, 1, 2, 4 and 8 s each: ten more in the first minute.
            var most = allowed + 10;
            for (var i = 0; i < begun.Count; i++)
                Assert.True(begun.Count(at => at >= begun[i] && at < begun[i] + TimeSpan.FromMinutes(1)) <= most);
        });

    [Fact]
    public void ReturnUrl_OfWhateverText_LeadsIntoThePortalOrToItsStart() =>
        Gen.OneOf(
            Gen.String, Gen.Select(Gen.OneOf("/", "//", "/\\", "\\/", "/\t/", "https://", "javascript:", "/sign-in", "/%2f", "/.", "/@"), Gen.String).Select(parts => parts.Item1 + parts.Item2))
        .Sample(text =>
        {
            var local = ReturnUrl.Local(text);
            Assert.StartsWith("/", local, StringComparison.Ordinal);
            Assert.True(local == "/" || local == text);
            var led = new Uri(new Uri("https://portal.example/sign-in"), local);
            Assert.Equal("portal.example", led.Host);
            Assert.Equal(Uri.UriSchemeHttps, led.Scheme);
            Assert.DoesNotContain(local, c => char.IsControl(c));

            // Led to the sign-in and back, it is the same.
            var address = ReturnUrl.ToSignIn(local);
            var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address[address.IndexOf('?', StringComparison.Ordinal)..]);
            Assert.Equal(local.Contains('\ufffd', StringComparison.Ordinal) || HasLoneSurrogate(local) ? query["returnUrl"].ToString() : local, query["returnUrl"].ToString());
        });

    // The model: failures one after the other, none of them a window after the one before, the last one within the window.
    private static int Recent(List<DateTimeOffset> failedAt, DateTimeOffset now, TimeSpan window)
    {
        if (failedAt.Count == 0 || now >= failedAt[^1] + window)
            return 0;

        var run = 1;
        for (var i = failedAt.Count - 1; i > 0 && failedAt[i] < failedAt[i - 1] + window; i--)
            run++;

        return run;
    }

    private static bool HasLoneSurrogate(string text) => text.EnumerateRunes().Sum(rune => rune.Utf16SequenceLength) != text.Length || text.Any(char.IsSurrogate);
}
