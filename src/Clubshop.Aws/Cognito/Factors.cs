namespace Clubshop.Aws.Cognito;

/// <summary>The factors that a person proved in one sign-in. Kept on the server: Cognito's tokens do not state them reliably.</summary>
[Flags]
public enum Factors
{
    /// <summary>Nothing yet.</summary>
    None = 0,
    /// <summary>The password, over SRP.</summary>
    Password = 1,
    /// <summary>A code of an authenticator app, at a challenge or while enrolling it.</summary>
    Totp = 2,
    /// <summary>A code sent by SMS.</summary>
    Sms = 4,
    /// <summary>A code sent by e-mail.</summary>
    Email = 8,
}

/// <summary>Where a code comes from.</summary>
public enum CodeKind
{
    /// <summary>An authenticator app (RFC 6238: 6 digits, 30 s).</summary>
    Totp,
    /// <summary>An SMS to the number on file.</summary>
    Sms,
    /// <summary>An e-mail to the address on file.</summary>
    Email,
}
