namespace Clubshop.Admin.Audit;

/// <summary>The names of programs that act with a secret of their own, for pages that say who did something. Registered by whoever knows them.</summary>
public interface IProgramNames
{
    /// <summary>All of them, also those that may no longer call: id and name. May be some seconds old.</summary>
    Task<IReadOnlyDictionary<string, string>> NamesAsync(CancellationToken cancellationToken);
}
