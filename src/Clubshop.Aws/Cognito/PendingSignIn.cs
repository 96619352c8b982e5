namespace Clubshop.Aws.Cognito;

/// <summary>The next challenge of an unfinished sign-in.</summary>
public enum PendingChallenge
{
    /// <summary>The password was temporary; a new one has to be chosen.</summary>
    NewPassword,
    /// <summary>An authenticator has to be enrolled; its key was not requested yet.</summary>
    Enrolment,
    /// <summary>The key was issued (<see cref="PendingSignIn.EnrolmentKey"/>); a first code has to prove it.</summary>
    EnrolmentCode,
    /// <summary>A code of <see cref="PendingSignIn.CodeKind"/> has to be given.</summary>
    Code,
    /// <summary>One of <see cref="PendingSignIn.Choices"/> has to be chosen.</summary>
    FactorChoice,
}

/// <summary>
/// An unfinished sign-in between two answers. Serialisable as JSON. It holds Cognito's session (and tokens, when TOTP is enrolled after
/// Cognito completed its own part), so it must stay on the server and never appear in a page, cookie, address or log.
/// </summary>
public sealed record PendingSignIn
{
    /// <summary>Cognito's user name of the person (USER_ID_FOR_SRP), not the name as typed.</summary>
    public required string UserName { get; init; }

    /// <summary>The challenge to answer.</summary>
    public required PendingChallenge Challenge { get; init; }

    /// <summary>Cognito's opaque session of this step, valid 3 to 15 minutes; null when <see cref="Tokens"/> replace it.</summary>
    public string? Session { get; init; }

    /// <summary>The secret key in Base32, after <see cref="SignInFlow.BeginEnrolmentAsync"/>; show it again after a reload.</summary>
    public string? EnrolmentKey { get; init; }

    /// <summary>The requested kind of code, with <see cref="PendingChallenge.Code"/>.</summary>
    public CodeKind? CodeKind { get; init; }

    /// <summary>Where the code was sent, masked by Cognito (<c>+*******9934</c>); null for an authenticator.</summary>
    public string? Destination { get; init; }

    /// <summary>The options, with <see cref="PendingChallenge.FactorChoice"/>; else empty.</summary>
    public IReadOnlyList<CodeKind> Choices { get; init; } = [];

    /// <summary>The factors proved so far.</summary>
    public Factors Passed { get; init; }

    /// <summary>When the password was proved, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>
    /// The tokens that Cognito already issued, when the portal itself requires an enrolment (<see cref="SignInFlow.RequireTotp"/>).
    /// </summary>
    public Tokens? Tokens { get; init; }

    /// <summary>Names only the step: session, key and tokens must not reach a log.</summary>
    public override string ToString() => $"PendingSignIn {{ {Challenge}, passed {Passed} }}";
}
