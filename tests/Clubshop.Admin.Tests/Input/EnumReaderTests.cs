using Clubshop.Admin.Input;
using Clubshop.Admin.Registry;

namespace Clubshop.Admin.Tests.Input;

public sealed class EnumReaderTests
{
    [Theory]
    [InlineData("push", Channel.Push)]
    [InlineData(" SMS ", Channel.Sms)]
    [InlineData("push,sms", null)]
    [InlineData("1", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Read_OfAName_AcceptsOneNameOnly(string? name, Channel? value) => Assert.Equal(value, EnumReader.Read<Channel>(name));
}
