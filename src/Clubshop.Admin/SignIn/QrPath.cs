using System.Globalization;
using System.Text;
using QRCoder;

namespace Clubshop.Admin.SignIn;

/// <summary>A QR code as one SVG path, a unit per module: no image to load, no style to allow.</summary>
/// <param name="Size">Modules a side, the quiet zone of four included.</param>
/// <param name="Path">The dark modules, row by row.</param>
internal sealed record QrPath(int Size, string Path)
{
    /// <summary>The code of a text, with the error correction that authenticator apps' makers advise (M, 15 %).</summary>
    public static QrPath Of(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix; // carries the quiet zone
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

    /// <summary>The address that authenticator apps read (Google Authenticator's Key URI Format).</summary>
    public static string KeyUri(string email, string secret) =>
        $"otpauth://totp/{Uri.EscapeDataString("Clubshop Admin")}:{Uri.EscapeDataString(email)}?secret={secret}&issuer={Uri.EscapeDataString("Clubshop Admin")}";
}
