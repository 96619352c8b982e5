using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Tests.Staff.Matrix;

/// <summary>Whose a record is, seen by the person who asks: what its clubs are.</summary>
internal enum Whose
{
    /// <summary>A club assigned to the person.</summary>
    Own,

    /// <summary>A club of theirs and one that is not.</summary>
    Shared,

    /// <summary>A club that is not assigned to the person.</summary>
    Others,

    /// <summary>No club.</summary>
    Nobodys,
}

/// <summary>One asking: who, of whose record, in which portal.</summary>
internal sealed record MatrixCase(MatrixWorld World, Actor Actor, Whose Whose)
{
    /// <summary>The clubs of such a record.</summary>
    public IReadOnlyList<string> Clubs => Whose switch
    {
        Whose.Own => [World.First.Id],
        Whose.Shared => [World.First.Id, World.Second.Id],
        Whose.Others => [World.Second.Id],
        _ => [],
    };

    public static CancellationToken None => CancellationToken.None;
}

/// <summary>What is expected of one method. Without a call it is a method that need not be asked, for the reason given.</summary>
internal sealed record MatrixRow(ServiceMethod Method, string What, IReadOnlyList<Whose> Records, Func<MatrixCase, bool> Expected, Func<MatrixCase, Task<bool>>? Call)
{
    public override string ToString() => What.Length == 0 ? Method.ToString() : $"{Method}: {What}";
}

/// <summary>
/// The rows of a capability. To cover a service, derive from this next to its tests; the class is found by reflection. A row names the
/// method, the permission that the one table is asked for, and the call, which says whether it was let through
/// (<see cref="Let{T}(Result{T})"/> and its like).
/// </summary>
internal abstract class MatrixRows
{
    public static readonly IReadOnlyList<Whose> AnyClubs = Enum.GetValues<Whose>();

    /// <summary>The rows.</summary>
    public abstract IEnumerable<MatrixRow> Rows { get; }

    /// <summary>A method about no record: let through for every role that has the permission, however far it reaches.</summary>
    protected static MatrixRow Anywhere<TService>(string method, Permission permission, Func<TService, MatrixCase, Task<bool>> call, string what = "")
        where TService : notnull =>
        Row(method, what, [Whose.Nobodys], one => Permissions.Has(one.Actor.Role, permission), call);

    /// <summary>A method about a record that belongs to clubs: let through as far as the permission reaches.</summary>
    protected static MatrixRow PerRecord<TService>(
        string method, Permission permission, Func<TService, MatrixCase, Task<bool>> call, string what = "", IReadOnlyList<Whose>? records = null)
        where TService : notnull =>
        Row(method, what, records ?? AnyClubs, one => Reaches(one, permission), call);

    /// <summary>A method with an expectation of its own.</summary>
    protected static MatrixRow Row<TService>(
        string method, string what, IReadOnlyList<Whose> records, Func<MatrixCase, bool> expected, Func<TService, MatrixCase, Task<bool>> call)
        where TService : notnull =>
        new(new(typeof(TService), method), what, records, expected, one => call(one.World.Get<TService>(), one));

    /// <summary>A method that need not be asked: what else keeps people out of it.</summary>
    protected static MatrixRow NotAsked<TService>(string method, string reason) => NotAsked(typeof(TService), method, reason);

    protected static MatrixRow NotAsked(Type service, string method, string reason) => new(new(service, method), reason, [], _ => true, null);

    /// <summary>Whether the one permission table lets the person at such a record.</summary>
    protected static bool Reaches(MatrixCase one, Permission permission) => Permissions.ReachOf(one.Actor.Role, permission) switch
    {
        Reach.All => true,
        Reach.Assigned => one.Whose == Whose.Own,
        _ => false,
    };

    /// <summary>Done, or refused for want of permission; anything else is a mistake of the row.</summary>
    protected static bool Let<T>(Result<T> result)
        where T : class => result.Ok || Let(result.Problems);

    protected static bool Let(Problem? problem) => problem is null || Let([problem]);

    protected static bool Let(IReadOnlyList<Problem> problems) =>
        problems.Count == 0 || (problems.Any(problem => problem.Code == Problem.Forbidden)
            ? false
            : throw new InvalidOperationException("Neither done nor refused: " + string.Join(" ", problems.Select(problem => $"{problem.Code} {problem.Message}"))));

    /// <summary>Whether the answer is anything but a refusal for want of permission: where doing it takes more than a permission.</summary>
    protected static bool Past(IReadOnlyList<Problem> problems) => problems.All(problem => problem.Code != Problem.Forbidden);

    protected static bool Past(Problem? problem) => problem?.Code != Problem.Forbidden;
}
