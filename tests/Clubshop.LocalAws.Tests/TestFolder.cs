namespace Clubshop.LocalAws.Tests;

/// <summary>A folder of the test's own, gone afterwards.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("local-aws-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
