import { createConnection, IPCMessageReader, IPCMessageWriter, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './serve.ts';

// The process that analyses. To the code in it, the process that started it is the editor; it does not outlive that one.
process.once('disconnect', () => process.exit());
serve(createConnection(ProposedFeatures.all, new IPCMessageReader(process), new IPCMessageWriter(process)));
