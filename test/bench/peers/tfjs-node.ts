// Peer tfjs-node as a process.
import { serve } from './serve';
import { makeTrainer } from './tfjs-node-trainer';

void serve(makeTrainer);
