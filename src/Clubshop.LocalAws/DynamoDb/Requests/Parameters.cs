namespace Clubshop.LocalAws.DynamoDb.Requests;

/// <summary>The members of a structure that were given, by name.</summary>
internal sealed class Parameters
{
    private readonly Dictionary<string, object> _members = [];

    /// <summary>All members.</summary>
    public IEnumerable<KeyValuePair<string, object?>> All => _members.Select(pair => KeyValuePair.Create<string, object?>(pair.Key, pair.Value));

    /// <summary>Whether the member was given (a null does not count).</summary>
    public bool Has(string name) => _members.ContainsKey(name);

    /// <summary>The member as it was read, or null.</summary>
    public object? Get(string name) => _members.GetValueOrDefault(name);

    /// <summary>A string member.</summary>
    public string? Text(string name) => (string?)Get(name);

    /// <summary>A boolean member.</summary>
    public bool? Flag(string name) => (bool?)Get(name);

    /// <summary>A numeric member.</summary>
    public long? Number(string name) => (long?)Get(name);

    /// <summary>A structure.</summary>
    public Parameters? Structure(string name) => (Parameters?)Get(name);

    /// <summary>A list.</summary>
    public List<object?>? List(string name) => (List<object?>?)Get(name);

    /// <summary>A list of strings, nulls left out.</summary>
    public List<string>? Texts(string name) => List(name)?.OfType<string>().ToList();

    /// <summary>A list of structures, nulls left out.</summary>
    public List<Parameters>? Structures(string name) => List(name)?.OfType<Parameters>().ToList();

    /// <summary>A map.</summary>
    public List<KeyValuePair<string, object?>>? Map(string name) => (List<KeyValuePair<string, object?>>?)Get(name);

    /// <summary>An attribute value.</summary>
    public RawValue? Value(string name) => (RawValue?)Get(name);

    /// <summary>Sets a member; null leaves it out.</summary>
    public void Set(string name, object? value)
    {
        if (value is null) _members.Remove(name);
        else _members[name] = value;
    }
}
