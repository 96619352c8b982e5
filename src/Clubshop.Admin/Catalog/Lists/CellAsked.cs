namespace Clubshop.Admin.Catalog.Lists;

/// <summary>A cell of a list that a person asked to edit.</summary>
/// <param name="Id">The record's id.</param>
/// <param name="Field">The C# name of the property: one that the list's page named.</param>
/// <param name="CloseAsync">To be called when it is over.</param>
public sealed record CellAsked(string Id, string Field, Func<Task> CloseAsync)
{
    /// <summary>As the browser names it.</summary>
    public string Name => $"{Id} {Field}";
}
