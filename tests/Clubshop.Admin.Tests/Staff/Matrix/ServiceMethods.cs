using System.Reflection;
using System.Runtime.CompilerServices;
using Clubshop.Admin.App;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Tests.Staff.Matrix;

/// <summary>A public method of the portal that the matrix has to know.</summary>
/// <param name="Service">The class that a caller holds.</param>
/// <param name="Name">The method's name; with its parameters' types where the class has several of that name that are told who asks.</param>
internal sealed record ServiceMethod(Type Service, string Name)
{
    public override string ToString() => $"{Service.Name}.{Name}";
}

/// <summary>What the matrix has to cover, found by reflection, so that no method can be forgotten.</summary>
internal static class ServiceMethods
{
    private const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    /// <summary>
    /// Every public method that is told who asks, in a parameter or in a property of one; and every asynchronous public method of a class
    /// named …Service that is not, but for those of sign-in and sessions.
    /// </summary>
    public static IReadOnlyList<ServiceMethod> All { get; } = Of(typeof(AppSetup).Assembly.GetTypes());

    internal static IReadOnlyList<ServiceMethod> Of(IEnumerable<Type> types) =>
    [
        .. from type in types
           where IsAsked(type)
           from named in Methods(type).Where(method => IsToldWho(method) || (IsService(type) && !EstablishesWho(type) && IsAsync(method))).GroupBy(method => method.Name, StringComparer.Ordinal)
           from method in named
           orderby type.FullName, method.Name
           select new ServiceMethod(type, named.Count() == 1 ? method.Name : $"{method.Name}({string.Join(", ", method.GetParameters().Select(one => one.ParameterType.Name))})"),
    ];

    /// <summary>
    /// Left out, with the reason of each: records carry who asks and do nothing with it. Components and their models (…Model) are pages, which
    /// ask services. Stores (…Store) and the storage are below the services, and the architecture's tests keep pages from them.
    /// </summary>
    private static bool IsAsked(Type type) =>
        type.IsClass && (!type.IsAbstract || type.IsSealed) && !IsGenerated(type)
        && type.GetMethod("<Clone>$") is null
        && !typeof(ComponentBase).IsAssignableFrom(type) && !type.Name.Split('`')[0].EndsWith("Model", StringComparison.Ordinal)
        && !type.Name.EndsWith("Store", StringComparison.Ordinal) && type.Namespace?.EndsWith(".Storage", StringComparison.Ordinal) != true;

    private static bool IsGenerated(Type type) =>
        type.GetCustomAttribute<CompilerGeneratedAttribute>() is not null || (type.DeclaringType is { } outer && IsGenerated(outer));

    // Sign-in and sessions find out who asks; nobody can be told before.
    private static bool EstablishesWho(Type type) => type.Namespace is { } space
        && (space == "Clubshop.Admin.SignIn" || space.StartsWith("Clubshop.Admin.SignIn.", StringComparison.Ordinal));

    private static bool IsService(Type type) => type.Name.EndsWith("Service", StringComparison.Ordinal);

    private static IEnumerable<MethodInfo> Methods(Type type) =>
        type.GetMethods(Public).Where(method => !method.IsSpecialName && method.GetBaseDefinition().DeclaringType?.Assembly == type.Assembly);

    private static bool IsToldWho(MethodInfo method) => method.GetParameters().Any(parameter =>
        IsPerson(parameter.ParameterType)
        || (parameter.ParameterType.Assembly == typeof(Actor).Assembly && parameter.ParameterType.GetProperty("Actor") is { } who && IsPerson(who.PropertyType)));

    private static bool IsPerson(Type type) => typeof(AuditActor).IsAssignableFrom(type);

    private static bool IsAsync(MethodInfo method) =>
        typeof(Task).IsAssignableFrom(method.ReturnType) || method.ReturnType.Name.StartsWith("ValueTask", StringComparison.Ordinal)
        || method.ReturnType.Name.StartsWith("IAsyncEnumerable", StringComparison.Ordinal);
}
