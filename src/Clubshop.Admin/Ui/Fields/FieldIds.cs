namespace Clubshop.Admin.Ui.Fields;

/// <summary>The id of a field's input, so that a problem can lead to it.</summary>
public static class FieldIds
{
    /// <summary>The same for a property's name and for its label: "LandingPage" and "Landing page" are both f-landingpage.</summary>
    public static string For(string nameOrLabel) => "f-" + Key(nameOrLabel);

    /// <summary>A name or label without case, spaces and signs.</summary>
    internal static string Key(string nameOrLabel) =>
        string.Concat(nameOrLabel.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
