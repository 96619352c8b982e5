using Clubshop.Admin.Offers.AppAnswers;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Tests.Staff.Matrix;

/// <summary>What the app gets: asked for by all who see the catalog.</summary>
internal sealed class AppAnswerMatrix : MatrixRows
{
    public override IEnumerable<MatrixRow> Rows =>
    [
        Anywhere<AppAnswerService>(nameof(AppAnswerService.AskAsync), Permission.SeeCatalog, async (answers, one) =>
            Past((await answers.AskAsync(one.Actor, one.World.NewId(), MatrixCase.None)).Problems)),
    ];
}
