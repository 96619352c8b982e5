using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Clubshop.Deploy.Tests.Rights;

/// <summary>A call of an AWS client in a compiled program.</summary>
/// <param name="Service">The namespace of the client, such as <c>Amazon.DynamoDBv2</c>.</param>
/// <param name="Operation">Such as <c>PutItem</c>.</param>
/// <param name="Type">The type that it is in, whole name; of a nested type the outermost one.</param>
/// <param name="Method">The method that it is in.</param>
public sealed record AwsCall(string Service, string Operation, string Type, string Method);

/// <summary>Finds the calls of AWS clients in compiled programs, so that no list of them has to be believed.</summary>
public static class CallsOfPrograms
{
    private static readonly Dictionary<short, OperandType> Operands = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value, code => code.OperandType);

    /// <summary>The calls in an assembly beside the tests.</summary>
    public static IReadOnlyList<AwsCall> In(string assembly)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        using var file = new PEReader(stream);
        var metadata = file.GetMetadataReader();
        List<AwsCall> calls = [];
        foreach (var handle in metadata.MethodDefinitions)
        {
            var method = metadata.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress == 0)
                continue;

            foreach (var token in TokensOf(file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes() ?? []))
            {
                if (ClientCall(metadata, token) is var (service, operation))
                {
                    var (type, name) = WhereOf(metadata, method);
                    calls.Add(new(service, operation, type, name));
                }
            }
        }

        return [.. calls.Distinct()];
    }

    // The tokens of methods that an IL body names.
    private static IEnumerable<EntityHandle> TokensOf(byte[] body)
    {
        for (var at = 0; at < body.Length;)
        {
            short code = body[at++];
            if (code == 0xFE)
                code = (short)(0xFE00 | body[at++]);
            var operand = Operands[code];
            if (operand is OperandType.InlineMethod or OperandType.InlineTok)
                yield return (EntityHandle)System.Reflection.Metadata.Ecma335.MetadataTokens.Handle(BitConverter.ToInt32(body, at));
            at += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(body, at)),
                _ => 4,
            };
        }
    }

    private static (string Service, string Operation)? ClientCall(MetadataReader metadata, EntityHandle handle)
    {
        if (handle.Kind is not HandleKind.MemberReference)
            return null;

        var member = metadata.GetMemberReference((MemberReferenceHandle)handle);
        if (member.Parent.Kind is not HandleKind.TypeReference)
            return null;

        var type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
        var (space, client, operation) = (metadata.GetString(type.Namespace), metadata.GetString(type.Name), metadata.GetString(member.Name));
        return space.StartsWith("Amazon.", StringComparison.Ordinal) && client.StartsWith("IAmazon", StringComparison.Ordinal) && operation.EndsWith("Async", StringComparison.Ordinal)
            ? (space, operation[..^"Async".Length])
            : null;
    }

    private static (string Type, string Method) WhereOf(MetadataReader metadata, MethodDefinition method)
    {
        var name = metadata.GetString(method.Name);
        var type = metadata.GetTypeDefinition(method.GetDeclaringType());
        while (!type.GetDeclaringType().IsNil)
        {
            // An async method is a nested type <Name>d__7; a lambda a method <Name>b__7.
            var nested = metadata.GetString(type.Name);
            if (nested.StartsWith('<') && nested.IndexOf('>', StringComparison.Ordinal) is > 1 and var end)
                name = nested[1..end];
            type = metadata.GetTypeDefinition(type.GetDeclaringType());
        }

        if (name.StartsWith('<') && name.IndexOf('>', StringComparison.Ordinal) is > 1 and var last)
            name = name[1..last];
        return ($"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}", name);
    }
}
