namespace Clubshop.LocalAws.DynamoDb.Expressions;

/// <summary>What is wrong with an expression; the request's kind of expression is put before it.</summary>
internal sealed class ExpressionException(string message) : Exception(message);
