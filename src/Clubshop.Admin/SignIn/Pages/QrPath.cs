using System.Globalization;
using System.Text;
using QRCoder;

namespace Clubshop.Admin.SignIn.Pages;

/// <summary>A QR code as one SVG path, one unit per module: no image to load and no style that the content security policy must allow.</summary>
/// <param name="Size">Modules per side, including the quiet zone of four.</param>
/// <param name="Path">The dark modules, row by row.</param>
internal sealed record QrPath(int Size, string Path)
{
    /// <summary>The code for a text, with error correction M (15 %), as recommended for authenticator apps.</summary>
    public static QrPath Of(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix; // includes the quiet zone
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows.Count; x++)
            {
                var start = x;
                while (x < rows.Count && rows[y][x])
                    x++;

                if (x > start)
                    path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1h-{x - start}z");
            }
        }

        return new(rows.Count, path.ToString());
    }

    /// <summary>A key as it is typed by hand, four characters at a time; a field may be narrower than it is.</summary>
    public static string InFours(string key) => string.Join(' ', key.Chunk(4).Select(four => new string(four)));

    /// <summary>The address that authenticator apps read (Google Authenticator's Key URI Format).</summary>
    public static string KeyUri(string email, string secret) =>
        $"otpauth://totp/{Uri.EscapeDataString("Clubshop Admin")}:{Uri.EscapeDataString(email)}?secret={secret}&issuer={Uri.EscapeDataString("Clubshop Admin")}";
}
