using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Clubshop.Circuits.Bench;

/// <summary>
/// What stands in the newest circuit: how many components of each type, and how much room their render trees take. Read out of the renderer's
/// own fields, for there is no other way: another version of the framework may name them differently, and then this says so.
/// </summary>
internal sealed class Components : CircuitHandler
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;
    private const int FrameBytes = 32;

    private static WeakReference<Microsoft.AspNetCore.Components.Server.Circuits.Circuit>? _newest;

    public override Task OnCircuitOpenedAsync(Microsoft.AspNetCore.Components.Server.Circuits.Circuit circuit, CancellationToken cancellationToken)
    {
        _newest = new(circuit);
        return Task.CompletedTask;
    }

    /// <summary>A line per type: instances, frames in use, and kilobytes of the arrays that hold them.</summary>
    public static string Print()
    {
        if (_newest is null || !_newest.TryGetTarget(out var circuit))
            return "no circuit";

        var renderer = Value(Value(circuit, "_circuitHost"), "Renderer");
        var states = ((IDictionary)Value(renderer, "_componentStateById")).Values.Cast<ComponentState>();
        var lines = states.Select(state => (Type: Name(state.Component.GetType()), Used: Used(state), Room: Room(state)))
            .GroupBy(one => one.Type)
            .Select(group => (group.Key, Count: group.Count(), Used: group.Sum(one => one.Used), Room: group.Sum(one => one.Room)))
            .OrderByDescending(line => line.Room)
            .ToList();
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{"component",-50}{"count",7}{"frames",9}{"room KB",9}");
        foreach (var (type, count, used, room) in lines.Prepend(("all", lines.Sum(line => line.Count), lines.Sum(line => line.Used), lines.Sum(line => line.Room))))
            text.AppendLine(CultureInfo.InvariantCulture, $"{type,-50}{count,7}{used,9}{room * FrameBytes / 1024,9}");
        return text.ToString();
    }

    private static int Used(ComponentState state) => (int)Value(Value(Tree(state, "CurrentRenderTree"), "_entries"), "_itemsInUse");

    private static int Room(ComponentState state) => Capacity(Tree(state, "CurrentRenderTree")) + Capacity(Tree(state, "_nextRenderTree"));

    private static RenderTreeBuilder Tree(ComponentState state, string name) => (RenderTreeBuilder)Value(state, name);

    private static int Capacity(RenderTreeBuilder tree) => ((Array)Value(Value(tree, "_entries"), "_items")).Length;

    private static string Name(Type type) =>
        type.IsGenericType ? type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)] + "<" + string.Join(", ", type.GetGenericArguments().Select(Name)) + ">" : type.Name;

    private static object Value(object of, string name)
    {
        for (var type = of.GetType(); type is not null; type = type.BaseType)
        {
            if (type.GetProperty(name, All) is { } property)
                return property.GetValue(of)!;
            if (type.GetField(name, All) is { } field)
                return field.GetValue(of)!;
        }

        throw new InvalidOperationException($"{of.GetType()} has no {name} in this version of the framework.");
    }
}
