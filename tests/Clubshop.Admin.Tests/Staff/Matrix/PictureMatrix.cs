using Clubshop.Admin.Pictures;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Tests.Staff.Matrix;

/// <summary>Pictures: added by who edits the catalog, seen by who sees it.</summary>
internal sealed class PictureMatrix : MatrixRows
{
    public override IEnumerable<MatrixRow> Rows =>
    [
        Anywhere<PictureService>(nameof(PictureService.KeepAsync), Permission.EditCatalog, async (pictures, one) =>
            (await pictures.KeepAsync(one.Actor, new MemoryStream(), MatrixCase.None)).Problems[0].Code != Clubshop.Admin.Common.Problem.Forbidden),
        Anywhere<PictureService>(nameof(PictureService.OpenAsync), Permission.SeeCatalog, async (pictures, one) =>
            (await pictures.OpenAsync(one.Actor, new string('0', 64), "96.webp", MatrixCase.None)).Problems[0].Code != Clubshop.Admin.Common.Problem.Forbidden),
    ];
}
