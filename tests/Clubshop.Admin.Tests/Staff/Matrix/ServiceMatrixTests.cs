using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Tests.Staff.Matrix;

/// <summary>
/// Every service method × every role × whose record it is, on the whole portal, against the one permission table. A method that no row names
/// fails, once its class is part of the portal; so does a row whose method is gone.
/// </summary>
public sealed class ServiceMatrixTests(MatrixWorld world) : IClassFixture<MatrixWorld>
{
    private static readonly IReadOnlyDictionary<string, MatrixRow> Rows = typeof(MatrixRows).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(MatrixRows)) && !type.IsAbstract)
        .SelectMany(type => ((MatrixRows)Activator.CreateInstance(type)!).Rows)
        .ToDictionary(row => row.ToString(), StringComparer.Ordinal);

    public static TheoryData<string> Asked => [.. Rows.Where(row => row.Value.Call is not null).Select(row => row.Key)];

    [Fact]
    public void Methods_OfEveryService_HaveARow()
    {
        var forgotten = ServiceMethods.All.Except(Rows.Values.Select(row => row.Method)).Where(method => world.Has(method.Service)).Select(method =>
            $"{method} is in no row of the matrix. Add one to a class that derives from MatrixRows, next to the tests of {method.Service.Namespace}.");
        Assert.True(!forgotten.Any(), string.Join("\n", forgotten));
    }

    [Fact]
    public void Rows_NameMethodsThatAreThere() => Assert.Empty(Rows.Values.Select(row => row.Method).Except(ServiceMethods.All).Select(method => method.ToString()));

    [Fact]
    public void Methods_OfAServiceThatForgetsToAsk_AreFound() => Assert.Equal(
        ["ForgetfulService.Later", "ForgetfulService.Told(Actor)", "ForgetfulService.Told(Actor, Int32)"],
        ServiceMethods.Of([typeof(ForgetfulService)]).Select(method => method.ToString()).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Asked))]
    public async Task Method_EveryRoleAndWhoseRecord_EqualsThePermissionTable(string name)
    {
        var row = Rows[name];
        List<string> wrong = [];
        foreach (var actor in world.People)
        {
            foreach (var whose in row.Records)
            {
                var one = new MatrixCase(world, actor, whose);
                var before = world.DoneBy(actor);
                var let = await LetAsync(row, one);
                if (let != row.Expected(one))
                    wrong.Add($"{actor.Role?.ToString() ?? "no role"}, {whose}: {(let ? "let through" : "refused")}");
                if (!let && world.DoneBy(actor) != before)
                    wrong.Add($"{actor.Role?.ToString() ?? "no role"}, {whose}: refused, and something was written all the same");
            }
        }

        Assert.Empty(wrong);
    }

    private static async Task<bool> LetAsync(MatrixRow row, MatrixCase one)
    {
        try
        {
            return await row.Call!(one);
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private sealed class ForgetfulService
    {
        public static Task Later() => Task.CompletedTask;

        public static bool Told(Actor actor) => actor.Role is null;

        public static bool Told(Actor actor, int number) => actor.Role is null && number > 0;

        public static int Plain() => 1;
    }
}
