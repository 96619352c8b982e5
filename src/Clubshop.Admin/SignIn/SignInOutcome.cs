namespace Clubshop.Admin.SignIn;

/// <summary>What a sign-in page does next: go to another address, or stay and show a message.</summary>
/// <param name="Address">Where to go; null to stay.</param>
/// <param name="Message">The message to show when staying.</param>
public sealed record SignInOutcome(string? Address, string? Message)
{
    internal static SignInOutcome Go(string address) => new(address, null);

    internal static SignInOutcome Stay(string message) => new(null, message);
}
