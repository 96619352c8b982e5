using Clubshop.Admin.Notifications.Rules;
using Clubshop.Admin.Registry;

namespace Clubshop.Admin.Notifications;

/// <summary>The text that one recipient reads.</summary>
/// <param name="Title">The title; null for SMS.</param>
/// <param name="Body">The text.</param>
public sealed record MessageText(string? Title, string Body)
{
    /// <summary>The text for a recipient, or why it cannot be made (<see cref="LeftOut.NoValue"/>, <see cref="LeftOut.TooLong"/>). Pure.</summary>
    /// <param name="notification">The notification.</param>
    /// <param name="template">The registered text, for SMS.</param>
    /// <param name="values">The recipient's values.</param>
    public static (MessageText? Text, string? Reason) For(Notification notification, DltTemplate? template, IReadOnlyDictionary<string, string> values)
    {
        if (notification.Channel == Channel.Sms)
        {
            List<string> filled = new(notification.TemplateValues.Count);
            foreach (var value in notification.TemplateValues)
            {
                if (MessageVariables.Fill(value, values, notification.Defaults) is not { } one)
                    return (null, LeftOut.NoValue);
                filled.Add(one);
            }

            return template?.Fill(filled) is { Ok: true } text && !MessageVariables.HasBraces(text.Value) ? (new(null, text.Value), null) : (null, LeftOut.TooLong);
        }

        if (MessageVariables.Fill(notification.Title, values, notification.Defaults) is not { } title
            || MessageVariables.Fill(notification.Message, values, notification.Defaults) is not { } body)
            return (null, LeftOut.NoValue);

        return PushPayload.Bytes(title, body, notification.Link, notification.Picture) <= PushPayload.MaxBytes ? (new(title, body), null) : (null, LeftOut.TooLong);
    }

    /// <summary>A recipient's values: those of a list take precedence over those of the registry.</summary>
    public static IReadOnlyDictionary<string, string> ValuesOf(Registration? registration, IReadOnlyDictionary<string, string>? listed)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (registration?.City is { Length: > 0 } city)
            values["city"] = city;
        foreach (var (name, value) in listed ?? new Dictionary<string, string>(StringComparer.Ordinal))
            values[name] = value;

        return values;
    }
}
