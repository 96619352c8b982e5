using System.Text;
using Clubshop.Admin.Pictures;
using CsCheck;
using SkiaSharp;

namespace Clubshop.Admin.Tests.Pictures;

public sealed class PictureCodecTests
{
    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "svg", "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"u8.ToArray(), "a drawing (SVG)" },
        { "gif", [.. "GIF89a"u8, .. new byte[40]], "a GIF" },
        { "heic", [0, 0, 0, 24, .. "ftypheic"u8, .. new byte[40]], "a HEIC picture or a film" },
        { "avif", [0, 0, 0, 24, .. "ftypavif"u8, .. new byte[40]], "an AVIF" },
        { "pdf", "%PDF-1.7 and more of it"u8.ToArray(), "a PDF" },
        { "tiff", [.. "II*\0"u8, .. new byte[40]], "a TIFF" },
        { "bmp", [.. "BM"u8, .. new byte[40]], "a bitmap (BMP)" },
        { "text", "Not a picture at all."u8.ToArray(), "not a picture that can be read" },
        { "nothing", [], "is empty" },
        { "moving png", PictureSamples.MovingPng(), "This picture moves" },
        { "moving webp", PictureSamples.MovingWebp(), "This picture moves" },
        { "cut", PictureSamples.Jpeg(600, 400)[..900], "damaged" },
        { "many points", PictureSamples.Bomb(60_000, 60_000), "more than 40 million" },
        { "few points", PictureSamples.Png(300, 20), "at least 48" },
        { "a stripe", PictureSamples.Png(1200, 100), "too long" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Encode_OfWhatIsNotTaken_SaysWhy(string what, byte[] file, string part)
    {
        var result = PictureCodec.Encode(file);

        Assert.False(result.Ok, what);
        Assert.Contains(part, result.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_OfEachFormat_GivesEveryFileInItsSize()
    {
        foreach (var file in (byte[][])[PictureSamples.Jpeg(3000, 1500), PictureSamples.Png(3000, 1500), PictureSamples.Webp(3000, 1500)])
        {
            var picture = Encoded(file);

            Assert.Equal((1280, 640), (picture.Width, picture.Height));
            Assert.Equal(PictureFiles.All, picture.Files.Select(one => one.Name));
            foreach (var side in PictureFiles.Sides)
                Assert.Equal((SKEncodedImageFormat.Webp, side, side / 2), Look(picture, PictureFiles.FileOf(side)));
            Assert.Equal((SKEncodedImageFormat.Jpeg, 1280, 640), Look(picture, PictureFiles.ForPush));
            Assert.True(PictureFiles.IsName(picture.Name));
        }
    }

    [Fact]
    public void Encode_OfASmallPicture_MakesItNoLarger()
    {
        var picture = Encoded(PictureSamples.Png(200, 120));

        Assert.Equal((SKEncodedImageFormat.Webp, 200, 120), Look(picture, PictureFiles.FileOf(1280)));
        Assert.Equal((SKEncodedImageFormat.Webp, 96, 58), Look(picture, PictureFiles.FileOf(96)));
    }

    [Fact]
    public void Encode_Twice_GivesOneName_AndOfAnotherPictureAnother()
    {
        Assert.Equal(Encoded(PictureSamples.Jpeg(400, 300)).Name, Encoded(PictureSamples.Jpeg(400, 300)).Name);
        Assert.NotEqual(Encoded(PictureSamples.Jpeg(400, 300)).Name, Encoded(PictureSamples.Jpeg(300, 400)).Name);
    }

    [Fact]
    public void Encode_OfAPhoto_LeavesNoMetadata()
    {
        var photo = PictureSamples.Photo(800, 600, 1);
        Assert.Contains(PictureSamples.Secret, Encoding.Latin1.GetString(photo), StringComparison.Ordinal);

        foreach (var file in Encoded(photo).Files)
        {
            var text = Encoding.Latin1.GetString(file.Content);
            Assert.DoesNotContain("Asha", text, StringComparison.Ordinal);
            if (file.Name == PictureFiles.ForPush)
                Assert.DoesNotContain(Segments(file.Content), marker => marker is (>= 0xE1 and <= 0xEF) or 0xFE); // everything but JFIF's own
            else
                Assert.Empty(Chunks(file.Content).Except(["VP8 ", "VP8L", "VP8X", "ALPH"], StringComparer.Ordinal));
        }
    }

    // Red is at the left of what is stored: where it ends up, once the picture stands upright.
    [Theory]
    [InlineData(1, 400, 300, 0.1f, 0.5f)]
    [InlineData(2, 400, 300, 0.9f, 0.5f)]
    [InlineData(3, 400, 300, 0.9f, 0.5f)]
    [InlineData(4, 400, 300, 0.1f, 0.5f)]
    [InlineData(5, 300, 400, 0.5f, 0.1f)]
    [InlineData(6, 300, 400, 0.5f, 0.1f)]
    [InlineData(7, 300, 400, 0.5f, 0.9f)]
    [InlineData(8, 300, 400, 0.5f, 0.9f)]
    public void Encode_OfAPhotoThatWasHeldAnotherWay_TurnsIt(int orientation, int width, int height, float x, float y)
    {
        var picture = Encoded(PictureSamples.Photo(400, 300, (ushort)orientation));

        Assert.Equal((width, height), (picture.Width, picture.Height));
        using var bitmap = SKBitmap.Decode(picture.Files.Single(file => file.Name == PictureFiles.FileOf(640)).Content);
        var colour = bitmap.GetPixel((int)(x * width), (int)(y * height));
        Assert.True(colour.Red > 180 && colour.Blue < 80, $"{colour}");
    }

    [Fact]
    public void Encode_OfTransparency_KeepsIt_AndIsWhiteInThePush()
    {
        var picture = Encoded(PictureSamples.Transparent(200, 200));

        using var webp = SKBitmap.Decode(picture.Files.Single(file => file.Name == PictureFiles.FileOf(640)).Content);
        using var jpeg = SKBitmap.Decode(picture.Files.Single(file => file.Name == PictureFiles.ForPush).Content);
        Assert.Equal(0, webp.GetPixel(5, 5).Alpha);
        Assert.Equal(255, webp.GetPixel(100, 100).Alpha);
        Assert.True(jpeg.GetPixel(5, 5) is { Red: > 245, Green: > 245, Blue: > 245 });
    }

    [Fact]
    public void Fit_OfAnySize_KeepsTheShapeAndNeverGrows() => Gen.Select(Gen.Int[1, 20_000], Gen.Int[1, 20_000], Gen.Int[0, PictureFiles.Sides.Count - 1]).Sample((width, height, which) =>
    {
        var side = PictureFiles.Sides[which];
        var (w, h) = PictureCodec.Fit(width, height, side);
        Assert.True(w >= 1 && h >= 1 && w <= width && h <= height && Math.Max(w, h) <= side);
        Assert.True(Math.Max(width, height) > side || (w, h) == (width, height));
    });

    private static EncodedPicture Encoded(byte[] file)
    {
        var result = PictureCodec.Encode(file);
        Assert.True(result.Ok, result.Ok ? "" : result.Problems[0].Message);
        return result.Value!;
    }

    private static (SKEncodedImageFormat Format, int Width, int Height) Look(EncodedPicture picture, string file)
    {
        using var data = SKData.CreateCopy(picture.Files.Single(one => one.Name == file).Content);
        using var codec = SKCodec.Create(data);
        return (codec.EncodedFormat, codec.Info.Width, codec.Info.Height);
    }

    // The markers before the picture's data.
    private static IEnumerable<int> Segments(byte[] jpeg)
    {
        for (var at = 2; at + 4 <= jpeg.Length && jpeg[at] == 0xFF && jpeg[at + 1] != 0xDA; at += 2 + ((jpeg[at + 2] << 8) | jpeg[at + 3]))
            yield return jpeg[at + 1];
    }

    private static IEnumerable<string> Chunks(byte[] webp)
    {
        for (var at = 12; at + 8 <= webp.Length; at += 8 + ((BitConverter.ToInt32(webp, at + 4) + 1) & ~1))
            yield return Encoding.ASCII.GetString(webp, at, 4);
    }
}
