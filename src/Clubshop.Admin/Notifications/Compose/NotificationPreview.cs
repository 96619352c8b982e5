using Clubshop.Admin.Notifications.Rules;
using Clubshop.Admin.Notifications.SmsTemplates;
using Clubshop.Admin.Registry;

namespace Clubshop.Admin.Notifications.Compose;

/// <summary>The preview of a draft. Pure.</summary>
internal static class NotificationPreview
{
    /// <summary>The text with defaults in place of variables; missing values stay visible.</summary>
    public static MessageText Of(Notification it, SmsTemplate? template)
    {
        if (it.Channel == Channel.Push)
            return new(Shown(it.Title, it), Shown(it.Message, it));

        if (template is null || DltTemplate.Parse(template.Text).Value is not { } text)
            return new(null, "");

        var body = new System.Text.StringBuilder(text.Pieces[0]);
        for (var i = 0; i < text.Variables; i++)
        {
            var value = i < it.TemplateValues.Count ? it.TemplateValues[i] : "";
            body.Append(value.Length > 0 ? Shown(value, it) : "…").Append(text.Pieces[i + 1]);
        }

        return new(null, body.ToString());
    }

    private static string Shown(string text, Notification it)
    {
        foreach (var name in MessageVariables.Names(text))
            text = text.Replace("{{" + name + "}}", it.Defaults.GetValueOrDefault(name) is { Length: > 0 } value ? value : name, StringComparison.Ordinal);

        return text;
    }
}
