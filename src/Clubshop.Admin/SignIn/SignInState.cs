using Clubshop.Aws.Cognito;

namespace Clubshop.Admin.SignIn;

/// <summary>What the portal keeps of a sign-in or a password reset between two forms.</summary>
public sealed record SignInState
{
    /// <summary>The sign-in; null while a forgotten password is being reset.</summary>
    public PendingSignIn? SignIn { get; init; }

    /// <summary>The tokens of a sign-in that passed every factor, held back while an expired password is being changed; null otherwise.</summary>
    public Tokens? Held { get; init; }

    /// <summary>With <see cref="Held"/>: the factors that were passed.</summary>
    public Factors Passed { get; init; }

    /// <summary>The e-mail address as typed.</summary>
    public required string Email { get; init; }

    /// <summary>Where to go after sign-in; a local address.</summary>
    public string ReturnUrl { get; init; } = "/";

    /// <summary>SHA-256 of the user agent: the cookie is useless in another browser.</summary>
    public string Browser { get; init; } = "";

    /// <summary>Names neither person nor secret: it may end up in a log.</summary>
    public override string ToString() => $"SignInState {{ {SignIn} }}";
}
