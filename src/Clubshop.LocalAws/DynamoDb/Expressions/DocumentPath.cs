using Clubshop.LocalAws.DynamoDb.Model;

namespace Clubshop.LocalAws.DynamoDb.Expressions;

/// <summary>Following document paths through an item, and changing what is at their end. Items are immutable: a change gives a new one.</summary>
internal static class DocumentPath
{
    /// <summary>What is there, or null.</summary>
    public static AttributeValue? Find(AttributeMap item, PathNode path)
    {
        var value = item[path.Head];
        for (var i = 1; i < path.Steps.Count && value is not null; i++)
        {
            var (name, index) = path.Steps[i];
            value = value switch
            {
                MapValue map when name is not null => map.Members[name],
                ListValue list when name is null && index < list.Items.Count => list.Items[index],
                _ => null,
            };
        }
        return value;
    }

    /// <summary>
    /// The item with what is at the path replaced by what <paramref name="change"/> makes of it (null: removed, or left absent). An index
    /// behind a list's end appends.
    /// </summary>
    /// <exception cref="DynamoDbException">Something on the path is missing or of another type.</exception>
    public static AttributeMap Change(AttributeMap item, PathNode path, Func<AttributeValue?, AttributeValue?> change) =>
        ChangeMember(item, path.Steps, 0, change);

    private static AttributeMap ChangeMember(AttributeMap map, List<PathStep> steps, int at, Func<AttributeValue?, AttributeValue?> change)
    {
        var name = steps[at].Name!;
        var old = map[name];
        var now = at == steps.Count - 1 ? change(old) : ChangeInside(old, steps, at + 1, change);
        return now is null ? map.Without(name) : map.With(name, now);
    }

    private static AttributeValue ChangeInside(AttributeValue? container, List<PathStep> steps, int at, Func<AttributeValue?, AttributeValue?> change)
    {
        var (name, index) = steps[at];
        if (container is MapValue map && name is not null) return new MapValue(ChangeMember(map.Members, steps, at, change));
        if (container is not ListValue list || name is not null)
            throw DynamoDbException.Validation("The document path provided in the update expression is invalid for update");

        var there = index < list.Items.Count;
        var old = there ? list.Items[index] : null;
        var now = at == steps.Count - 1 ? change(old) : ChangeInside(old, steps, at + 1, change);
        var items = list.Items.ToList();
        if (there && now is null) items.RemoveAt(index);
        else if (there) items[index] = now!;
        else if (now is not null) items.Add(now);
        return new ListValue(items);
    }
}
