namespace Clubshop.Admin.Ops.Smoke;

/// <summary>What came of one step.</summary>
public enum SmokeOutcome
{
    /// <summary>As in the embedded AWS.</summary>
    Same,

    /// <summary>It works, but answers otherwise than the embedded AWS, with which the portal was tested.</summary>
    Differs,

    /// <summary>It does not work.</summary>
    Failed,

    /// <summary>It was not asked for, or a step that it needs failed.</summary>
    Skipped,
}

/// <summary>One step of the smoke test.</summary>
/// <param name="Name">What was tried.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Found">What was found.</param>
/// <param name="Expected">What the embedded AWS answers.</param>
/// <param name="Took">How long it took.</param>
public sealed record SmokeStep(string Name, SmokeOutcome Outcome, string Found, string Expected, TimeSpan Took)
{
    /// <inheritdoc/>
    public override string ToString() => Outcome switch
    {
        SmokeOutcome.Same => $"OK       {Name}: {Found} ({Took.TotalMilliseconds:0} ms)",
        SmokeOutcome.Differs => $"DIFFERS  {Name}: {Found}; the embedded AWS: {Expected}",
        SmokeOutcome.Failed => $"FAILED   {Name}: {Found}",
        _ => $"SKIPPED  {Name}: {Found}",
    };
}
