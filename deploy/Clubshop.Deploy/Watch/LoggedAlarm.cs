namespace Clubshop.Deploy.Watch;

/// <summary>A message of the portal's log that somebody should know of.</summary>
/// <param name="EventId">Its id (docs/log-events.md).</param>
/// <param name="Name">The alarm's name.</param>
/// <param name="What">What it means, and where to look.</param>
/// <param name="Threshold">How many within five minutes.</param>
public sealed record LoggedAlarm(int EventId, string Name, string What, int Threshold)
{
    /// <summary>The messages; a test looks for each id in the portal.</summary>
    public static IReadOnlyList<LoggedAlarm> All { get; } =
    [
        new(1106, "forged-tokens", "A sign-in was answered with tokens that are not Cognito's: somebody stands in between.", 1),
        new(1105, "data-protection", "The keys of cookies cannot be loaded: nobody can sign in. Is the secret of the certificate there?", 1),
        new(1107, "cognito-away", "Cognito did not answer people who were signing in.", 5),
        new(1117, "lost-draft", "What somebody typed could not be kept when a server stopped.", 1),
        new(2303, "job-failed", "A job failed.", 1),
        new(2709, "sending-broken", "The sending of a notification broke off; it is resumed.", 3),
        new(2102, "index-behind", "The list of a kind is not up to date.", 10),
    ];
}
