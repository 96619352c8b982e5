extern alias portal;

using Clubshop.Deploy.Data;
using Clubshop.Deploy.Tests.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PortalSetup = portal::Clubshop.Admin.PortalSetup;
using PortalTable = portal::Clubshop.Admin.Storage.Table;

namespace Clubshop.Deploy.Tests;

/// <summary>The tables of the template against those that the portal registers and asks for when it starts.</summary>
public sealed class TableTests
{
    [Fact]
    [Trait("Requirement", "S18")]
    public void Tables_OfTheTemplate_AreThePortalsWithTheirKeysAndIndexes()
    {
        var expected = Registered().Select(table => $"clubshop-{table.Name.ToLowerInvariant()}: " + string.Join(
            "; ", table.Indexes.Select(index => $"{index.Name} {index.Hash} {index.Range} {(index.KeysOnly ? "KEYS_ONLY" : "ALL")}").Order(StringComparer.Ordinal)));

        var made = Synthesis.Of("production", "data").Properties("AWS::DynamoDB::GlobalTable").Select(table =>
        {
            Assert.Equal(["pk HASH", "sk RANGE"], table.Objects("KeySchema").Select(Key));
            Assert.All(table.Objects("AttributeDefinitions"), attribute => Assert.Equal("S", attribute.Text("AttributeType")));
            return $"{table.Text("TableName")}: " + string.Join("; ", table.Objects("GlobalSecondaryIndexes").Select(index =>
                $"{index.Text("IndexName")} {string.Join(' ', index.Objects("KeySchema").Select(key => key.Text("AttributeName")))} {index["Projection"].Text("ProjectionType")}").Order(StringComparer.Ordinal));
        });

        Assert.Equal(expected.Order(StringComparer.Ordinal), made.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Declared_OfTheCatalog_IsSharedIntoAsManyPartsAsThePortalSays() => Assert.Equal(
        Registered().Select(table => table.Name).Order(StringComparer.Ordinal), Tables.Declared.Select(table => table.Name).Order(StringComparer.Ordinal));

    private static string Key(System.Text.Json.Nodes.JsonObject key) => $"{key.Text("AttributeName")} {key.Text("KeyType")}";

    // Registered, not started: nothing is asked.
    private static List<PortalTable> Registered()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development", ContentRootPath = AppContext.BaseDirectory });
        PortalSetup.AddPortal(builder.Services, builder.Configuration);
        return [.. builder.Services.Select(service => service.ImplementationInstance).OfType<PortalTable>()];
    }
}
