using System.Text.Json;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui.Fields;

namespace Clubshop.Admin.Catalog.Fields;

/// <summary>
/// One property that people edit, declared once: what the form calls it, how it is stored, which column of a file and which member of the
/// cached copy it is, how the audit log and a conflict show it, how it is cleaned and what is refused. The form, the store, import and
/// export, the cache, the audit log and the merge of two people's edits all read it here. docs/how-to/add-a-field.md shows how one is added.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
public abstract class Field<T> : IFormField
    where T : class
{
    private protected Field(string name) => Name = name;

    /// <summary>The property's C# name.</summary>
    public string Name { get; }

    /// <summary>What the form, the save bar, the conflict and the audit log call it.</summary>
    public required string Label { get; init; }

    /// <summary>How a message about the value begins: "The landing page". By default "The" and the label.</summary>
    public string Noun { get => field is null ? L[$"The {L[Label].ToLowerInvariant()}"] : L[field]; init; }

    /// <summary>One line of help below the input, for who may edit; null for none.</summary>
    public virtual string? HelperText { get; init; }

    /// <summary>An example inside the empty input; null for none.</summary>
    public string? Placeholder { get; init; }

    /// <summary>Whether it must be filled: told to those who listen. The rule itself is <see cref="LineField{T}.Missing"/>, or one of the kind's own.</summary>
    public bool Required { get; init; }

    /// <summary>Whether the input shows "optional".</summary>
    public bool Optional { get; init; }

    /// <summary>The attribute in the stored item.</summary>
    public required string Attribute { get; init; }

    /// <summary>The column in CSV files; null where <see cref="NoColumn"/> says why there is none.</summary>
    public FileColumn? Column { get; init; }

    /// <summary>Why there is no column.</summary>
    public string? NoColumn { get; init; }

    /// <summary>The member in the copy that end users' servers read (docs/cache-contract.md); null where <see cref="NoMember"/> says why there is none.</summary>
    public string? Member { get; init; }

    /// <summary>Why there is no member.</summary>
    public string? NoMember { get; init; }

    /// <summary>How the value reads in a conflict and in "Was …", where it needs the rest of the record to be understood; null for the usual.</summary>
    public Func<T, string>? ShowAs { get; init; }

    int? IFormField.CountedTo => CountedTo;

    /// <summary>The value in a record: a text, a number, an instant, a status, or a list of ids.</summary>
    public abstract object? ValueOf(T record);

    /// <summary>Whether two records agree in it.</summary>
    public abstract bool Same(T left, T right);

    /// <summary>The target with the source's value.</summary>
    public abstract T Take(T target, T source);

    /// <summary>
    /// The target with both sides' edits of the value, where these fit together by themselves; null where a person must choose.
    /// Called only when both sides differ from <paramref name="start"/> and from each other.
    /// </summary>
    public virtual T? Join(T target, T start, T mine, T theirs) => null;

    /// <summary>How the value reads, as a conflict and "Was …" show it; empty where there is none.</summary>
    /// <param name="record">The record.</param>
    /// <param name="nameOf">The name of another record, by its kind and id.</param>
    public string Show(T record, Func<string, string, string> nameOf) => ShowAs?.Invoke(record) ?? TextOf(record, nameOf);

    /// <summary>How the audit log shows the attribute's value; null for how it shows any value.</summary>
    internal virtual Func<JsonElement, string>? AuditFormat => null;

    /// <summary>For links: the kind that they lead to.</summary>
    internal virtual string? LinksTo => null;

    private protected virtual int? CountedTo => null;

    private protected abstract string TextOf(T record, Func<string, string, string> nameOf);

    /// <summary>Sets a fresh record's value from an item. An absent attribute reads as the property's default.</summary>
    internal abstract void Read(Item item, T fresh);

    /// <summary>Sets the attribute of an item.</summary>
    internal abstract void Write(T record, Item item);

    /// <summary>Writes the member of the cached copy; nothing where the value is empty.</summary>
    internal abstract void Publish(Utf8JsonWriter writer, Item item);

    /// <summary>Makes a fresh copy's value fit to keep.</summary>
    internal abstract void Clean(T fresh);

    /// <summary>What is wrong with a clean record's value by itself.</summary>
    internal abstract IEnumerable<Problem> Check(T record);

    /// <summary>The value as a cell of a file.</summary>
    internal abstract string WriteCell(T record, CellContext context);

    /// <summary>The record with a cell's value, or why not. The text may be empty.</summary>
    internal abstract Result<T> ReadCell(T record, string text, CellContext context);

    /// <summary>The member in the JSON of the administrators' API: the property's name, as JSON has names.</summary>
    internal string JsonName => field ??= JsonNamingPolicy.CamelCase.ConvertName(Name);

    /// <summary>How the value stands there.</summary>
    internal abstract JsonShape Shape { get; }

    /// <summary>Writes the value, without the member's name.</summary>
    internal abstract void WriteJson(Utf8JsonWriter writer, T record);

    /// <summary>The record with a value that was sent, or why not. Null empties the field, where that makes sense.</summary>
    internal abstract Result<T> ReadJson(T record, JsonElement value);

    /// <summary>How a cell was understood, where more was needed than stands in it: a time in another zone. Null where it says everything.</summary>
    internal virtual string? ReadAs(string text, DateOnly today) => null;
}

/// <summary>A field of one type of value.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
public abstract class Field<T, TValue> : Field<T>
    where T : class
{
    private readonly Property<T, TValue> _property;

    private protected Field(Property<T, TValue> property)
        : base(property.Name) => _property = property;

    /// <summary>The value in a record.</summary>
    public TValue Get(T record) => _property.Get(record);

    /// <summary>The record with another value.</summary>
    public T With(T record, TValue value) => _property.With(record, value);

    /// <inheritdoc/>
    public override object? ValueOf(T record) => Get(record);

    /// <inheritdoc/>
    public override bool Same(T left, T right) => EqualityComparer<TValue>.Default.Equals(Get(left), Get(right));

    /// <inheritdoc/>
    public override T Take(T target, T source) => With(target, Get(source));

    private protected abstract TValue ValueIn(Item item);

    private protected virtual TValue Cleaned(TValue value) => value;

    private protected void Set(T fresh, TValue value) => _property.Set(fresh, value);

    internal sealed override void Read(Item item, T fresh) => Set(fresh, ValueIn(item));

    internal sealed override void Clean(T fresh) => Set(fresh, Cleaned(Get(fresh)));

    internal override IEnumerable<Problem> Check(T record) => [];

    /// <summary>As it is stored: the texts of enumerations and times are those of the item.</summary>
    internal override void Publish(Utf8JsonWriter writer, Item item)
    {
        if (Member is not null && item.GetString(Attribute) is { Length: > 0 } text)
            writer.WriteString(Member, text);
    }

    private protected override string TextOf(T record, Func<string, string, string> nameOf) => Get(record)?.ToString() ?? "";
}
