using System.Diagnostics.Metrics;
using Clubshop.Admin.Common;
using Clubshop.Aws.Cognito;

namespace Clubshop.Admin.SignIn;

/// <summary>Counts answers to sign-in forms that end in a session or a refusal.</summary>
internal static class SignInMeter
{
    /// <summary>Name of the counter; its tag <see cref="PortalMeter.Outcome"/> is <c>signed-in</c> or the reason of a refusal.</summary>
    public const string Name = "clubshop.signins";

    /// <summary>The outcome of a session.</summary>
    public const string SignedIn = "signed-in";

    private static readonly Counter<long> SignIns = PortalMeter.Meter.CreateCounter<long>(Name, "{attempt}", "Sign-ins, by outcome.");

    public static void CountSession() => SignIns.Add(1, new KeyValuePair<string, object?>(PortalMeter.Outcome, SignedIn));

    public static void CountRefusal(RefusalReason reason)
    {
        if (SignIns.Enabled)
            SignIns.Add(1, new KeyValuePair<string, object?>(PortalMeter.Outcome, PortalMeter.Tag(reason)));
    }
}
