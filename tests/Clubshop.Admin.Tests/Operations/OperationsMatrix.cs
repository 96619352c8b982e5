using Clubshop.Admin.Operations;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Staff.Matrix;

namespace Clubshop.Admin.Tests.Operations;

/// <summary>Operations: Administrators alone.</summary>
internal sealed class OperationsMatrix : MatrixRows
{
    public override IEnumerable<MatrixRow> Rows =>
    [
        Anywhere<OperationsService>("Read", Permission.SeeOperations, (operations, one) => Task.FromResult(Let(operations.Read(one.Actor)))),
    ];
}
