namespace Clubshop.Admin.Customers.Help;

/// <summary>What a person answered to why.</summary>
/// <param name="Why">The reason and the case.</param>
/// <param name="Value">The new value, for a correction.</param>
internal sealed record CaseAnswer(Case Why, string? Value)
{
    /// <summary>Without the value.</summary>
    public override string ToString() => $"CaseAnswer {{ {Why.Reason} }}";
}
