using System.Diagnostics.CodeAnalysis;

namespace Clubshop.Admin.Common;

/// <summary>Either a value, or the problems that stand in its way. Bugs and broken infrastructure are exceptions instead.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
public sealed class Result<T>
    where T : class
{
    private Result(T? value, IReadOnlyList<Problem> problems, T? current) => (Value, Problems, Current) = (value, problems, current);

    /// <summary>The value; null when there are problems.</summary>
    public T? Value { get; }

    /// <summary>What stands in the way; empty on success.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    /// <summary>On <see cref="Problem.Conflict"/>: the record as somebody else saved it. Null otherwise.</summary>
    public T? Current { get; }

    /// <summary>Whether it went well.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool Ok => Value is not null;

    /// <summary>Success.</summary>
    public static implicit operator Result<T>(T value) => new(value, [], null);

    /// <summary>One problem.</summary>
    public static implicit operator Result<T>(Problem problem) => new(null, [problem], null);

    /// <summary>Several problems; at least one.</summary>
    public static Result<T> Refused(IReadOnlyList<Problem> problems) =>
        problems.Count > 0 ? new(null, problems, null) : throw new ArgumentException("A refusal names its problems.", nameof(problems));

    /// <summary>Somebody else saved first; <paramref name="current"/> is what is stored now.</summary>
    public static Result<T> Conflicted(T current, string message) => new(null, [new Problem(Problem.Conflict, message)], current);
}
