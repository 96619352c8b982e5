namespace Clubshop.Admin.Customers.Help;

/// <summary>What a person entered in <see cref="CaseDialog"/>.</summary>
/// <param name="Why">The reason and the case.</param>
/// <param name="Value">The new value, for a correction.</param>
internal sealed record CaseAnswer(Case Why, string? Value)
{
    /// <summary>Leaves out the value, which is personal data.</summary>
    public override string ToString() => $"CaseAnswer {{ {Why.Reason} }}";
}
