using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Clubshop.Admin.Localization;

/// <summary>
/// What the compiler makes of <c>L[$"…"]</c>: in English the sentence itself, in another language its key ("{0} of {1}") and the values. Values are
/// written as they are given: numbers, dates and money come from <see cref="Ui.Format"/>.
/// </summary>
[InterpolatedStringHandler]
public ref struct LocalizedSentence
{
    private readonly Language? _language;
    private readonly StringBuilder? _key;
    private readonly List<string?>? _values;
    private DefaultInterpolatedStringHandler _english;

    /// <summary>Called by the compiler.</summary>
    public LocalizedSentence(int literalLength, int formattedCount)
    {
        if (Languages.Current is { IsEnglish: false } language)
            (_language, _key, _values) = (language, new StringBuilder(literalLength + (3 * formattedCount)), new(formattedCount));
        else
            _english = new(literalLength, formattedCount, CultureInfo.InvariantCulture);
    }

    /// <summary>Called by the compiler.</summary>
    public void AppendLiteral(string value)
    {
        if (_key is null)
            _english.AppendLiteral(value);
        else
            _key.Append(value);
    }

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted<T>(T value)
    {
        if (_key is null)
            _english.AppendFormatted(value);
        else
            Append(value is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : value?.ToString());
    }

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted<T>(T value, string? format)
        where T : IFormattable
    {
        if (_key is null)
            _english.AppendFormatted(value, format);
        else
            Append(value?.ToString(format, CultureInfo.InvariantCulture));
    }

    /// <summary>The sentence.</summary>
    public override string ToString()
    {
        if (_key is null)
            return _english.ToStringAndClear();

        var key = _key.ToString();
        return Fill(PortalTexts.Find(_language!, key), _values!);
    }

    private readonly void Append(string? value)
    {
        _key!.Append('{').Append(_values!.Count).Append('}');
        _values.Add(value);
    }

    // Not string.Format: a brace that is part of a text is a brace.
    internal static string Fill(string text, IReadOnlyList<string?> values)
    {
        var filled = new StringBuilder(text.Length + 32);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '{' && at + 2 < text.Length && char.IsAsciiDigit(text[at + 1]) && text[at + 2] == '}' && text[at + 1] - '0' < values.Count)
            {
                filled.Append(values[text[at + 1] - '0']);
                at += 2;
            }
            else
            {
                filled.Append(text[at]);
            }
        }

        return filled.ToString();
    }
}
