using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using CommunityToolkit.HighPerformance.Buffers;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.RenderTree;

namespace Clubshop.Admin.Ui;

/// <summary>
/// Draws fragments that have neither components nor handlers as one text, as the static renderer would write it. A row of a list has seventy frames, which
/// each circuit keeps twice, compares and sends; as a text it is one, and circuits that show the same row share it. So do the navigation and the tabs.
/// </summary>
internal static class FlatMarkup
{
    // What names, titles and cells in Indian scripts need is written as it is.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    // Rows of 25 lists of 100, at about 4 KB.
    private static readonly StringPool Shared = new(2_560);

    [ThreadStatic]
    private static Scratch? _scratch;

    /// <summary>The fragment as a text; the fragment itself where it has a component, a handler or a reference.</summary>
    /// <param name="fragment">The fragment.</param>
    /// <param name="shared">Whether the text is kept, so that other circuits have the same: not what is personal, which goes with the page.</param>
    public static RenderFragment Of(RenderFragment fragment, bool shared = true)
    {
        // A cell may itself be drawn this way.
        var scratch = _scratch ?? new();
        _scratch = null;
        try
        {
            return scratch.Write(fragment, shared) is { } text ? tree => tree.AddMarkupContent(0, text) : fragment;
        }
        finally
        {
            scratch.Clear();
            _scratch = scratch;
        }
    }

#pragma warning disable BL0006 // Frames are what the framework's own static renderer reads; a new version of the framework is compiled and tested against.
#pragma warning disable CA1001 // Kept as long as its thread.
    private sealed class Scratch
#pragma warning restore CA1001
    {
        private readonly RenderTreeBuilder _tree = new();
        private readonly StringBuilder _text = new(4096);

        public string? Write(RenderFragment fragment, bool shared)
        {
            fragment(_tree);
            var frames = _tree.GetFrames();
            return Write(frames.Array.AsSpan(0, frames.Count)) ? (shared ? Pooled() : _text.ToString()) : null;
        }

        public void Clear()
        {
            _tree.Clear();
            _text.Clear();
        }

        private string Pooled()
        {
            Span<char> text = _text.Length <= 8192 ? stackalloc char[_text.Length] : new char[_text.Length];
            _text.CopyTo(0, text, _text.Length);
            return Shared.GetOrAdd(text);
        }

        private bool Write(ReadOnlySpan<RenderTreeFrame> frames)
        {
            for (var at = 0; at < frames.Length;)
            {
                ref readonly var frame = ref frames[at];
                switch (frame.FrameType)
                {
                    case RenderTreeFrameType.Text:
                        _text.Append(Encoder.Encode(frame.TextContent));
                        at++;
                        break;
                    case RenderTreeFrameType.Markup:
                        _text.Append(frame.MarkupContent);
                        at++;
                        break;
                    case RenderTreeFrameType.Region:
                        if (!Write(frames.Slice(at + 1, frame.RegionSubtreeLength - 1)))
                            return false;
                        at += frame.RegionSubtreeLength;
                        break;
                    case RenderTreeFrameType.Element:
                        if (!WriteElement(frame.ElementName, frames.Slice(at + 1, frame.ElementSubtreeLength - 1)))
                            return false;
                        at += frame.ElementSubtreeLength;
                        break;
                    default:
                        return false;
                }
            }

            return true;
        }

        private bool WriteElement(string name, ReadOnlySpan<RenderTreeFrame> inside)
        {
            _text.Append('<').Append(name);
            var at = 0;
            for (; at < inside.Length && inside[at].FrameType == RenderTreeFrameType.Attribute; at++)
            {
                if (inside[at].AttributeValue is not (string or bool))
                    return false;
                _text.Append(' ').Append(inside[at].AttributeName);
                if (inside[at].AttributeValue is string value)
                    _text.Append("=\"").Append(Encoder.Encode(value)).Append('"');
            }

            _text.Append('>');
            if (name is "br" or "hr" or "img" or "input" or "wbr")
                return at == inside.Length;
            if (!Write(inside[at..]))
                return false;
            _text.Append("</").Append(name).Append('>');
            return true;
        }
    }
#pragma warning restore BL0006
}
