namespace Clubshop.LocalAws.Pinpoint;

/// <summary>A refusal of the service: the name, status and text that the caller sees.</summary>
internal sealed class PinpointException(int status, string name, string message) : Exception(message)
{
    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The error's bare name, such as <c>BadRequestException</c>.</summary>
    public string Name { get; } = name;

    public static PinpointException BadRequest(string message) => new(400, "BadRequestException", message);

    public static PinpointException NotFound() => new(404, "NotFoundException", "Resource not found");

    public static PinpointException NotAllowed(string message) => new(405, "MethodNotAllowedException", message);

    public static PinpointException TooLarge() => new(413, "PayloadTooLargeException", "The payload is larger than 7 MB.");

    public static PinpointException TooMany() => new(429, "TooManyRequestsException", "Too Many Requests");

    public static PinpointException Internal() => new(500, "InternalServerErrorException", "Internal server error");
}
