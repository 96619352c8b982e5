namespace Clubshop.Aws.Cognito;

/// <summary>What has to be answered next in a sign-in that is not finished.</summary>
public enum PendingChallenge
{
    /// <summary>The password was temporary; a new one has to be chosen.</summary>
    NewPassword,
    /// <summary>An authenticator has to be enrolled; its key has not been asked for yet.</summary>
    Enrolment,
    /// <summary>The key was given out (<see cref="PendingSignIn.EnrolmentKey"/>); a first code has to prove it.</summary>
    EnrolmentCode,
    /// <summary>A code of <see cref="PendingSignIn.CodeKind"/> has to be given.</summary>
    Code,
    /// <summary>One of <see cref="PendingSignIn.Choices"/> has to be chosen.</summary>
    FactorChoice,
}

/// <summary>
/// A sign-in between two answers. Serialisable as JSON; it holds Cognito's session (and tokens, when TOTP is enrolled after
/// Cognito itself was satisfied), so it belongs on the server and never in a page, cookie, address or log.
/// </summary>
public sealed record PendingSignIn
{
    /// <summary>Cognito's own name of the person (USER_ID_FOR_SRP), not what was typed.</summary>
    public required string UserName { get; init; }

    /// <summary>What has to be answered.</summary>
    public required PendingChallenge Challenge { get; init; }

    /// <summary>Cognito's opaque session of this step, valid 3 to 15 minutes; null while <see cref="Tokens"/> take its place.</summary>
    public string? Session { get; init; }

    /// <summary>The secret key, Base32, once <see cref="SignInFlow.BeginEnrolmentAsync"/> gave it; show it again after a reload.</summary>
    public string? EnrolmentKey { get; init; }

    /// <summary>The kind of code asked for, with <see cref="PendingChallenge.Code"/>.</summary>
    public CodeKind? CodeKind { get; init; }

    /// <summary>Where the code was sent, masked by Cognito (<c>+*******9934</c>); null for an authenticator.</summary>
    public string? Destination { get; init; }

    /// <summary>What can be chosen, with <see cref="PendingChallenge.FactorChoice"/>; else empty.</summary>
    public IReadOnlyList<CodeKind> Choices { get; init; } = [];

    /// <summary>What has been proved in this sign-in so far.</summary>
    public Factors Passed { get; init; }

    /// <summary>When the password was proved, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>
    /// The tokens Cognito already gave, when the portal itself asks for an enrolment (<see cref="SignInFlow.RequireTotp"/>).
    /// </summary>
    public Tokens? Tokens { get; init; }

    /// <summary>Names the step and nothing else: session, key and tokens must not reach a log.</summary>
    public override string ToString() => $"PendingSignIn {{ {Challenge}, passed {Passed} }}";
}
