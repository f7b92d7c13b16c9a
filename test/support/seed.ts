/** The same invented inputs in every run, so that a change is blamed for what it breaks; `FC_SEED=n` invents others. */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_261_126) });
