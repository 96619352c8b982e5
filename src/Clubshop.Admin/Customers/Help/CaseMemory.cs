namespace Clubshop.Admin.Customers.Help;

/// <summary>
/// The reason and case number that a person last gave for a customer in this circuit. The next dialog about the same customer begins with them,
/// because one call asks for several details. Whatever is then shown or done is asked for, and recorded, as before.
/// </summary>
internal sealed class CaseMemory(TimeProvider time)
{
    /// <summary>How long a case is offered again after it was used.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(15);

    private (string Sub, Case Case, DateTimeOffset At)? _last;

    /// <summary>The case for a customer; null if none was given, or too long ago, or another customer was helped since.</summary>
    public Case? Of(string sub) => _last is { } last && last.Sub == sub && time.GetUtcNow() - last.At < KeptFor ? last.Case : null;

    /// <summary>Keeps a case that was accepted.</summary>
    public void Keep(string sub, Case used) => _last = (sub, used, time.GetUtcNow());
}
