using Clubshop.LocalAws.DynamoDb.Expressions;
using Clubshop.LocalAws.DynamoDb.Model;
using Clubshop.LocalAws.DynamoDb.Requests;

namespace Clubshop.LocalAws.DynamoDb.Legacy;

/// <summary>AttributeUpdates: PUT, ADD or DELETE of whole attributes.</summary>
internal sealed class AttributeUpdates
{
    private const string Invalid = "One or more parameter values were invalid: ";
    private const string Mismatch = "Type mismatch for attribute to update";

    private readonly List<(string Attribute, string Action, AttributeValue? Value)> _actions;

    private AttributeUpdates(List<(string Attribute, string Action, AttributeValue? Value)> actions) => _actions = actions;

    /// <summary>The parameter's shape.</summary>
    public static MapShape Shape { get; } = new(Shapes.Structure(
        "AttributeValueUpdate", ("Action", Shapes.Text.OneOf("ADD", "DELETE", "PUT")), ("Value", Shapes.Value)));

    /// <summary>The attributes.</summary>
    public List<string> Attributes => _actions.ConvertAll(action => action.Attribute);

    /// <summary>Whether it only removes: then it creates no item.</summary>
    public bool OnlyRemoves => _actions.TrueForAll(action => action.Action == "DELETE");

    /// <summary>Reads the parameter; null when not given.</summary>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static AttributeUpdates? Read(Parameters input) => input.Map("AttributeUpdates") is not { } map
        ? null
        : new(map.ConvertAll(pair => Read(pair.Key, (Parameters)pair.Value!)));

    /// <summary>The item after the update.</summary>
    /// <exception cref="DynamoDbException">ValidationException: an attribute is of another type.</exception>
    public AttributeMap Apply(AttributeMap item)
    {
        foreach (var (attribute, action, value) in _actions)
        {
            var now = action switch
            {
                "PUT" => value,
                "ADD" => Add(item[attribute], value!),
                _ => value is null ? null : Delete(item[attribute], value),
            };
            item = now is null ? item.Without(attribute) : item.With(attribute, now);
        }
        return item;
    }

    private static (string Attribute, string Action, AttributeValue? Value) Read(string attribute, Parameters update)
    {
        var action = update.Text("Action") ?? "PUT";
        if (update.Value("Value") is not { } raw)
        {
            return action == "DELETE"
                ? (attribute, action, null)
                : throw DynamoDbException.Validation(Invalid + "Only DELETE action is allowed when no attribute value is specified");
        }
        var value = ValueReader.Read(raw);
        if (action == "DELETE" && value is not SetValue)
            throw DynamoDbException.Validation($"{Invalid}DELETE action with value is not supported for the type {value.Type}");
        if (action == "ADD" && value is not (NumberValue or SetValue or ListValue))
            throw DynamoDbException.Validation($"{Invalid}ADD action is not supported for the type {value.Type}");
        return (attribute, action, value);
    }

    private static AttributeValue Add(AttributeValue? old, AttributeValue value) => (old, value) switch
    {
        (ListValue left, ListValue right) => new ListValue([.. left.Items, .. right.Items]),
        (not null, _) when old.Type != value.Type => throw DynamoDbException.Validation(Mismatch),
        _ => UpdateEvaluator.Add(old, value),
    };

    private static AttributeValue? Delete(AttributeValue? old, AttributeValue value) =>
        old is not null && old.Type != value.Type ? throw DynamoDbException.Validation(Mismatch) : UpdateEvaluator.Delete(old, value);
}
