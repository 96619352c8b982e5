using Clubshop.Admin.Pictures;
using CsCheck;

namespace Clubshop.Admin.Tests.Pictures;

/// <summary>Files that somebody damaged, by chance or on purpose: refused with a sentence, or a picture; never an exception.</summary>
public sealed class PictureFuzzTests
{
    private static readonly byte[][] Files =
    [
        PictureSamples.Jpeg(120, 90), PictureSamples.Png(120, 90), PictureSamples.Webp(120, 90), PictureSamples.Photo(120, 90, 6), PictureSamples.MovingPng(), PictureSamples.MovingWebp(),
    ];

    [Fact]
    public void Encode_OfDamagedFiles_RefusesOrEncodes() =>
        Gen.Select(Gen.Int[0, Files.Length - 1], Gen.Select(Gen.Int[0, 100_000], Gen.Byte).Array[0, 12], Gen.Int[0, 100]).Sample((which, changes, cut) =>
        {
            var file = Files[which].ToArray();
            foreach (var (at, value) in changes)
                file[at % file.Length] = value;

            var result = PictureCodec.Encode(cut < 80 ? file : file[..(file.Length * (cut - 79) / 22)]);

            if (result.Ok)
                Assert.All(result.Value!.Files, one => Assert.NotEmpty(one.Content));
            else
                Assert.EndsWith(".", result.Problems[0].Message, StringComparison.Ordinal);
        }, iter: 300);

    [Fact]
    public void Refusal_OfAnyBytes_NeverThrows() => Gen.Byte.Array[0, 200].Sample(bytes => PictureKind.Refusal(bytes));

    [Fact]
    public void Refusal_OfAPngWithAnyChunkLengths_NeverThrows() => Gen.Byte.Array[0, 120].Sample(bytes =>
        PictureKind.Refusal([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, .. bytes]));
}
