import type { Runtime } from 'node:inspector';
import { InspectorError, type InspectorSession, type SendOptions } from './inspector-session.ts';

/**
 * The value of an expression that is evaluated in the process, by value; a promise is awaited, so this gives no answer while
 * the process is paused. Throws an `InspectorError` where the expression throws.
 */
export async function evaluate<Value>(
  session: InspectorSession,
  expression: string,
  options?: SendOptions,
): Promise<Value> {
  const params = { expression, returnByValue: true, awaitPromise: true, includeCommandLineAPI: true };
  const answer = await session.send<Runtime.EvaluateReturnType>('Runtime.evaluate', params, options);
  return plainValue(answer) as Value;
}

/** The handle of what an expression gives, an object that stays in the process. Throws an `InspectorError` where it throws. */
export async function evaluateHandle(
  session: InspectorSession,
  expression: string,
  options?: SendOptions,
): Promise<Runtime.RemoteObject> {
  const params = { expression, includeCommandLineAPI: true };
  return resultOf(await session.send<Runtime.EvaluateReturnType>('Runtime.evaluate', params, options));
}

/** Calls a function, given by its source, in the process; the result is by value, a promise is awaited. */
export async function callFunction<Value>(
  session: InspectorSession,
  objectId: string,
  functionDeclaration: string,
  args: readonly Runtime.CallArgument[] = [],
  options?: SendOptions,
): Promise<Value> {
  const params = { objectId, functionDeclaration, arguments: args, returnByValue: true, awaitPromise: true };
  return plainValue(
    await session.send<Runtime.CallFunctionOnReturnType>('Runtime.callFunctionOn', params, options),
  ) as Value;
}

function resultOf(answer: Runtime.EvaluateReturnType): Runtime.RemoteObject {
  if (answer.exceptionDetails === undefined) return answer.result;
  const { exception, text } = answer.exceptionDetails;
  throw new InspectorError(exception?.description ?? (exception?.value === undefined ? text : String(exception.value)));
}

function plainValue(answer: Runtime.EvaluateReturnType): unknown {
  const { value, unserializableValue } = resultOf(answer) as Runtime.RemoteObject & { value?: unknown };
  if (unserializableValue === undefined) return value;
  return unserializableValue.endsWith('n') ? BigInt(unserializableValue.slice(0, -1)) : Number(unserializableValue);
}
