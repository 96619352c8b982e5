using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Clubshop.Admin.Tests.Ui;

/// <summary>bUnit asks for AngleSharp.Diffing 1.x, which the feed lacks; 0.17 lies beside the tests and has what bUnit calls (README "Packages").</summary>
internal static class DiffingAssembly
{
    [ModuleInitializer]
    internal static void Hook() => AssemblyLoadContext.Default.Resolving += static (context, name) =>
        name.Name == "AngleSharp.Diffing" ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "diffing", "AngleSharp.Diffing.dll")) : null;
}
